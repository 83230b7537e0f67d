package io.dlrhub.sink.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends lines to the file of the period; they are durable when {@link #write} returns.
 *
 * <p>A batch is in the file once or not at all: when its write or sync fails, the file is cut back
 * to where it began before anything else is written. The file may be moved or removed at any time.
 */
final class LineWriter implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

  private final FileSettings settings;
  private final Disk disk;
  private final Clock clock;
  private final Finishing finishing;
  private final LineBuffer buffer;

  private Path path;
  private LineFile file;
  private long end;

  /** Where a file that could not be cut back must be cut when it is opened again; nullable. */
  private Debt debt;

  LineWriter(FileSettings settings, Disk disk, Clock clock) {
    this.settings = settings;
    this.disk = disk;
    this.clock = clock;
    this.buffer = new LineBuffer(settings.crlf());
    this.finishing = new Finishing(settings, disk, clock);
  }

  /** Repairs what a crash left behind and opens the file of now. */
  synchronized void start() throws IOException {
    finishing.tidy(settings.names().at(clock.instant()));
    if (disk.look(active()) != null) {
      open(active());
    }
  }

  /**
   * Appends the lines in one write and syncs.
   *
   * @throws IOException if they are not there for certain; then none of them is
   */
  synchronized void write(List<byte[]> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    beReady();
    ByteBuffer bytes = buffer.fill(end == 0 ? settings.header() : null, lines);
    int length = bytes.remaining();
    try {
      file.write(bytes, end);
      file.sync();
    } catch (IOException | RuntimeException e) {
      cutBack(e);
      throw e;
    }
    end += length;
  }

  /** Finishes a file whose period is over though nothing more is written. */
  synchronized void finishIfDue() throws IOException {
    String name = active().getFileName().toString();
    if (path != null && !path.endsWith(name)) {
      leave();
    }
    if (settings.rotate()) {
      finishing.tidy(name);
    }
  }

  private Path active() {
    return settings.directory().resolve(settings.names().at(clock.instant()));
  }

  private void beReady() throws IOException {
    Path wanted = active();
    if (file != null && !path.equals(wanted)) {
      leave();
    }
    if (file != null && !untouched()) {
      LOG.info("{} was moved, removed or changed by somebody else; going on in a new one", path);
      leave();
    }
    if (file != null && settings.maxSize() > 0 && end >= settings.maxSize()) {
      Path full = path;
      leave();
      finishing.cut(full);
    }
    if (file == null) {
      open(wanted);
    }
  }

  private boolean untouched() throws IOException {
    Disk.Seen seen = disk.look(path);
    return seen != null && seen.key().equals(file.key()) && seen.size() == end;
  }

  private void open(Path wanted) throws IOException {
    disk.createFolder(settings.directory());
    if (settings.rotate()) {
      finishing.tidy(wanted.getFileName().toString());
    }
    LineFile opened = disk.open(wanted);
    try {
      disk.syncFolder(settings.directory());
      if (debt != null && debt.key().equals(opened.key())) {
        opened.truncate(debt.size());
        opened.sync();
      }
      long torn = TornTail.repair(opened);
      if (torn > 0) {
        LOG.warn("{} ended in a torn line; {} bytes removed, they come again", wanted, torn);
      }
      end = opened.size();
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    debt = null;
    file = opened;
    path = wanted;
  }

  private void cutBack(Exception failure) {
    try {
      file.truncate(end);
      file.sync();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      debt = new Debt(file.key(), end);
    }
    leave();
  }

  /** Everything in it is synced, so nothing can be lost by a failing close. */
  private void leave() {
    LineFile left = file;
    file = null;
    path = null;
    try {
      left.close();
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      leave();
    }
  }

  private record Debt(Object key, long size) {}
}
