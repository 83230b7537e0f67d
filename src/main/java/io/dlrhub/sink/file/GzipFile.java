package io.dlrhub.sink.file;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Compresses the body, a file, into a folder; the copy is on the disk under its name with {@code
 * .gz} when this returns, so that the original may be removed.
 */
public final class GzipFile implements Processor {

  private static final int BUFFER = 64 * 1024;

  private Path directory = Path.of("data/archive");

  @Override
  public void process(Exchange exchange) throws IOException {
    Path original = exchange.getMessage().getBody(File.class).toPath();
    Path target = directory.resolve(original.getFileName() + ".gz");
    Path unfinished = directory.resolve("." + original.getFileName() + ".unfinished");
    Disk.REAL.createFolder(directory);
    compress(original, unfinished);
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.REAL.syncFolder(directory);
  }

  private static void compress(Path original, Path copy) throws IOException {
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
