package io.dlrhub.sink.file;

import io.dlrhub.report.FileAccess;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses the body, a file, into a folder; the copy is on the disk under its name with {@code
 * .gz} when this returns, so that the original may be removed.
 *
 * <p>Nothing in the folder is overwritten. Where the name is taken by something else, as when two
 * sinks share the folder, the time the original was last written is added to it. What is there
 * already, because the process ended before the original was removed, is not written again.
 *
 * <p>The folder is written by one process; any number of these may share it there.
 */
public final class GzipFile implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(GzipFile.class);
  private static final int BUFFER = 64 * 1024;

  /** That a name is free is true only until another takes it. */
  private static final Object ONE_AT_A_TIME = new Object();

  private Path directory = Path.of("data/archive");

  @Override
  public void process(Exchange exchange) throws IOException {
    Path original = exchange.getMessage().getBody(File.class).toPath();
    synchronized (ONE_AT_A_TIME) {
      archive(original);
    }
  }

  private void archive(Path original) throws IOException {
    String name = original.getFileName().toString();
    Path target = directory.resolve(name + ".gz");
    Instant time = Files.getLastModifiedTime(original).toInstant();
    while (Disk.REAL.look(target) != null) {
      if (holds(target, original)) {
        LOG.info("{} is in {} already", original, target);
        Disk.REAL.syncFolder(directory);
        return;
      }
      // A time of the file's own: the next attempt, after a crash, comes to the same name.
      target = directory.resolve(FileNames.cut(name, ending(name), time) + ".gz");
      time = time.plusMillis(1);
    }
    Path unfinished = directory.resolve("." + name + ".unfinished");
    Disk.REAL.createFolder(directory);
    compress(original, unfinished);
    Disk.REAL.move(unfinished, target);
    Disk.REAL.syncFolder(directory);
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  /** Whether the one is the other compressed; what is no whole gzip file is something else. */
  private static boolean holds(Path compressed, Path original) throws IOException {
    try (InputStream left = Files.newInputStream(original);
        InputStream bytes = new BufferedInputStream(Files.newInputStream(compressed), BUFFER);
        InputStream right = new GZIPInputStream(bytes, BUFFER)) {
      byte[] some;
      do {
        some = left.readNBytes(BUFFER);
        if (!Arrays.equals(some, right.readNBytes(BUFFER))) {
          return false;
        }
      } while (some.length > 0);
      return true;
    } catch (EOFException | ZipException e) {
      return false;
    }
  }

  private static void compress(Path original, Path copy) throws IOException {
    FileAccess.make(copy);
    try (FileChannel channel =
        FileChannel.open(
            copy,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream bytes = Channels.newOutputStream(channel);
      GZIPOutputStream gzip = new GZIPOutputStream(bytes, BUFFER);
      Files.copy(original, gzip);
      gzip.finish();
      channel.force(true);
    }
  }

  /** Where the compressed files go; made when missing. Default {@code data/archive}. */
  public void setDirectory(String value) {
    directory = Path.of(value);
  }
}
