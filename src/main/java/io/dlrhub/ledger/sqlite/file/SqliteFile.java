package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;

/** The database file of a ledger: whose it is, who may open it, and connections to it. */
public final class SqliteFile implements AutoCloseable {

  /** How a connection is made; tests put faults here. */
  public interface Connector {
    Connection connect(String url) throws SQLException;
  }

  static final String SCHEME = "jdbc:sqlite:";

  /** {@code DLRH}, in the file's header: a ledger of ours. */
  static final int APPLICATION_ID = 0x444C5248;

  /** Larger pages make the long rows cheaper, smaller ones the single report; see the benchmark. */
  static final int PAGE_SIZE = 8192;

  /** Or the driver would ask for the last row's number after each INSERT. */
  private static final String DRIVER = "?jdbc.get_generated_keys=false";

  /** Read and write without making the file: one that was moved away is not to be replaced. */
  private static final String AS_IT_IS = DRIVER + "&open_mode=2";

  private final Path path;
  private final Connector connector;
  private final LedgerLock lock;
  private final FilesInPlace place;

  private SqliteFile(Path path, Connector connector, LedgerLock lock) {
    this.path = path;
    this.connector = connector;
    this.lock = lock;
    this.place = new FilesInPlace(path, beside("-wal"));
  }

  /**
   * Takes the file for this process; nothing in it is changed.
   *
   * @throws LedgerException if it is not a ledger, is in use, or its folder cannot be made
   */
  public static SqliteFile take(String url, Connector connector) {
    Path path = SqliteUrl.path(url);
    try {
      makeFolder(path.getParent());
      SqliteHeader.of(path).ifPresent(header -> header.requireUsable(path));
    } catch (IOException e) {
      throw new LedgerException("ledger " + path + ": " + e, e);
    }
    return new SqliteFile(path, connector, LedgerLock.take(path));
  }

  private static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    makeFolder(folder.getParent());
    FileAccess.makeFolder(folder);
    // Else power loss may take the new folder, and the ledger in it.
    try (FileChannel parent = FileChannel.open(folder.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  /** The one connection that writes; makes the database when the file is new. */
  public Database writer() throws SQLException {
    boolean created = !Files.exists(path) || path.toFile().length() == 0;
    if (created) {
      make();
    }
    Database database = connect(DRIVER);
    try {
      if (created) {
        database.execute("PRAGMA page_size=" + PAGE_SIZE);
        // Written before the switch to WAL, so that the header tells whose file it is at once.
        database.execute("PRAGMA application_id=" + APPLICATION_ID);
      }
      requireWal(database);
      database.execute("PRAGMA synchronous=FULL");
      database.execute("PRAGMA wal_autocheckpoint=0");
      database.execute("PRAGMA cache_size=-4096");
      place.opened();
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /** SQLite gives the files beside it the same permissions. */
  private void make() {
    try {
      FileAccess.make(path);
    } catch (IOException e) {
      throw new LedgerException("ledger " + path + " cannot be made: " + e, e);
    }
  }

  /** SQLite answers with the journal there is, and goes on with another where WAL cannot be had. */
  private void requireWal(Database database) throws SQLException {
    String journal = database.first(row -> row.getString(1), "PRAGMA journal_mode=WAL");
    if (!"wal".equalsIgnoreCase(journal)) {
      throw new UnusableLedger(
          "ledger "
              + path
              + " is on a file system where SQLite cannot have a write-ahead log (its journal is "
              + journal
              + "), as some network file systems are; accepted is a folder on a local disk");
    }
  }

  /** A connection that only reads. */
  public Database reader() throws SQLException {
    Database database = connect(AS_IT_IS);
    database.execute("PRAGMA query_only=1");
    database.execute("PRAGMA cache_size=-1024");
    return database;
  }

  /** A connection for checkpoints only. */
  Database checkpointer() throws SQLException {
    Database database = connect(AS_IT_IS);
    database.execute("PRAGMA wal_autocheckpoint=0");
    database.execute("PRAGMA synchronous=FULL");
    return database;
  }

  /** Whether the files the writing connection has open are where they were; for its thread. */
  public FilesInPlace place() {
    return place;
  }

  /** A file beside the database, named after it. */
  public Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** Length of the write-ahead log; 0 without one. */
  long walBytes() {
    return beside("-wal").toFile().length();
  }

  /** Length of the database with its write-ahead log. */
  public long bytes() {
    return path.toFile().length() + walBytes();
  }

  private Database connect(String options) throws SQLException {
    Database database = new Database(connector.connect(SCHEME + path + options));
    database.execute("PRAGMA busy_timeout=5000");
    return database;
  }

  @Override
  public void close() {
    lock.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
