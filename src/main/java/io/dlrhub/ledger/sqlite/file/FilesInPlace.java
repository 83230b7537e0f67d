package io.dlrhub.ledger.sqlite.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Whether the files a connection has open are still those that lie at their paths. A file that was
 * removed, or has another in its place, takes what is written to it all the same, and with the last
 * connection all of it is gone: what is acknowledged from then on would be lost.
 *
 * <p>Looks at most ten times a second, and not at all where the system tells files by nothing but
 * their names.
 */
public final class FilesInPlace {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path database;
  private final Path wal;
  private Object databaseKey;
  private Object walKey;
  private long lookedAt;
  private String problem;

  FilesInPlace(Path database, Path wal) {
    this.database = database;
    this.wal = wal;
  }

  /** A connection was opened: what lies there now is what it has. */
  public void opened() {
    databaseKey = key(database);
    walKey = null;
    problem = null;
    lookedAt = System.nanoTime() - PAUSE_NANOS;
  }

  /** Null while they are in place, else what is not. */
  public String problem() {
    long now = System.nanoTime();
    if (now - lookedAt < PAUSE_NANOS) {
      return problem;
    }
    lookedAt = now;
    Object walNow = key(wal);
    if (walKey == null) {
      walKey = walNow;
    }
    if (databaseKey != null && !databaseKey.equals(key(database))) {
      problem = gone(database);
    } else if (walKey != null && !walKey.equals(walNow)) {
      problem = gone(wal);
    } else {
      problem = null;
    }
    return problem;
  }

  private static String gone(Path file) {
    return file
        + " was removed, or has another file in its place, while it was open; put it back, or stop"
        + " the hub before the ledger's files are changed";
  }

  private static Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}
