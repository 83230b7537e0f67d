package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a ledger to one process: a locked file beside it, released by the system on any death. */
final class LedgerLock implements AutoCloseable {

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path ledger;
  private final FileChannel channel;
  private final FileLock lock;

  private LedgerLock(Path ledger, FileChannel channel, FileLock lock) {
    this.ledger = ledger;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws LedgerException if somebody has it
   */
  static LedgerLock take(Path ledger) {
    // Looked at first: closing a second channel on the file would give up the first one's lock.
    if (!HELD_HERE.add(ledger)) {
      throw new LedgerException("ledger " + ledger + " is open already in this process");
    }
    LedgerLock taken = null;
    try {
      taken = tryLock(ledger);
    } catch (IOException e) {
      throw new LedgerException("ledger " + ledger + ": cannot write beside it: " + e, e);
    } finally {
      if (taken == null) {
        HELD_HERE.remove(ledger);
      }
    }
    return taken;
  }

  private static LedgerLock tryLock(Path ledger) throws IOException {
    Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
    FileAccess.make(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new LedgerException("ledger " + ledger + " is in use by another process");
    }
    return new LedgerLock(ledger, channel, lock);
  }

  @Override
  public void close() {
    try {
      if (lock.isValid()) {
        lock.release();
      }
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("ledger " + ledger + ": lock not released: " + e, e);
    } finally {
      HELD_HERE.remove(ledger);
    }
  }
}
