package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Complete copies of a ledger's file. What SQLite reads for one is what is committed at one moment,
 * also where that lies in the write-ahead log; the process that has the ledger open goes on
 * writing.
 */
public final class SqliteCopy {

  private static final String UNFINISHED = ".unfinished";

  private SqliteCopy() {}

  /**
   * Makes one.
   *
   * @param copy under this name only when it is complete and on the disk
   * @throws LedgerException if there is no ledger, or something of the copy's name already
   */
  public static void make(String url, Path copy) {
    Path ledger = SqliteUrl.path(url);
    if (!Files.exists(ledger)) {
      throw new UnusableLedger("there is no ledger " + ledger);
    }
    refuseExisting(copy);
    SqliteUrl.requireUsable(url);
    Path unfinished = beside(copy, UNFINISHED);
    try {
      Files.deleteIfExists(unfinished);
      FileAccess.make(unfinished);
      copy(ledger, unfinished);
      finish(unfinished, copy);
    } catch (IOException | SQLException e) {
      throw new LedgerException("the copy " + copy + " cannot be made: " + e.getMessage(), e);
    } finally {
      discard(unfinished);
    }
  }

  private static void copy(Path ledger, Path to) throws SQLException {
    try (Database database =
        new Database(DriverManager.getConnection(SqliteFile.SCHEME + ledger + "?open_mode=2"))) {
      database.execute("PRAGMA busy_timeout=5000");
      database.execute("VACUUM INTO '" + to.toString().replace("'", "''") + "'");
    }
  }

  /**
   * Puts one in place of a ledger that is not there yet.
   *
   * @throws LedgerException if there is one, or what is to be put there is none
   */
  public static void putInPlace(String url, Path copy) {
    Path ledger = SqliteUrl.path(url);
    requireCopy(copy);
    // Held meanwhile, so that no hub starts on half of it.
    try (SqliteFile file = SqliteFile.take(url, DriverManager::getConnection)) {
      if (file.bytes() > 0 || Files.exists(file.beside("-positions"))) {
        throw new UnusableLedger(
            "there is a ledger " + ledger + " already; a copy is put in place of none alone");
      }
      Path unfinished = file.beside(UNFINISHED);
      try {
        Files.deleteIfExists(unfinished);
        FileAccess.make(unfinished);
        transfer(copy, unfinished);
        Files.deleteIfExists(ledger);
        finish(unfinished, ledger);
      } finally {
        discard(unfinished);
      }
    } catch (IOException e) {
      throw new LedgerException("ledger " + ledger + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void requireCopy(Path copy) {
    try {
      if (!Files.isRegularFile(copy) || Files.size(copy) == 0) {
        throw new UnusableLedger("there is no copy of a ledger " + copy);
      }
      SqliteHeader.of(copy)
          .orElseThrow(() -> new UnusableLedger(copy + " is no ledger"))
          .requireUsable(copy);
    } catch (IOException e) {
      throw new LedgerException(copy + " cannot be read: " + e.getMessage(), e);
    }
    Path log = beside(copy, "-wal");
    if (log.toFile().length() > 0) {
      throw new UnusableLedger(
          copy
              + " has a write-ahead log beside it: it is in use, or a part of a ledger; accepted is"
              + " what backup has made");
    }
  }

  private static void transfer(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long size = in.size();
      for (long done = 0; done < size; ) {
        done += in.transferTo(done, size - done, out);
      }
    }
  }

  /** Gives it its name once it is on the disk. */
  private static void finish(Path unfinished, Path name) throws IOException {
    sync(unfinished, StandardOpenOption.WRITE);
    refuseExisting(name);
    Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
    sync(name.toAbsolutePath().getParent(), StandardOpenOption.READ);
  }

  private static void refuseExisting(Path name) {
    if (Files.exists(name)) {
      throw new UnusableLedger(name + " is there already; nothing is replaced");
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** What is left of one that was not finished. */
  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // The next copy of that name removes it.
      return;
    }
  }
}
