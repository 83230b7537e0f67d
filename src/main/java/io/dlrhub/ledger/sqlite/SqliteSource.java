package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.MigratedRecord;
import io.dlrhub.ledger.MigratedTable;
import io.dlrhub.ledger.MigrationSource;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.sqlite.figures.Figure;
import io.dlrhub.ledger.sqlite.figures.FigureTable;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.ledger.sqlite.identity.IdentityIndex;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A ledger in a file, closed for everybody else, to be taken to another engine. */
final class SqliteSource implements MigrationSource {

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final SqliteFile file;
  private final Database reader;
  private final IdentityIndex identities = new IdentityIndex(new Generations(Generations.CAPACITY));

  private SqliteSource(SqliteFile file) throws SQLException {
    this.file = file;
    this.reader = file.reader();
    identities.load(reader);
  }

  static SqliteSource open(LedgerOptions options) {
    SqliteFile taken = null;
    try {
      settle(options);
      taken = SqliteFile.take(options.url(), DriverManager::getConnection);
      SqliteSource source = new SqliteSource(taken);
      taken = null;
      return source;
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      if (taken != null) {
        taken.close();
      }
    }
  }

  /**
   * Has a ledger as a hub left it say all it has to say: an older layout, positions noted beside
   * it, pulls that were under way, figures that are still being made.
   */
  private static void settle(LedgerOptions options) {
    if (!Files.exists(Path.of(options.url().replaceFirst("^jdbc:sqlite:", "")))) {
      throw new UnusableLedger("there is no ledger at " + options.url());
    }
    LedgerOptions kept =
        new LedgerOptions(
            options.url(),
            null,
            null,
            FOR_EVER,
            Long.MAX_VALUE,
            options.clock(),
            options.querySchedule(),
            options.phoneRegion());
    try (Ledger ledger = Ledger.open(kept)) {
      Instant now = options.clock().instant();
      HistoryQuery hour = new HistoryQuery(now.minusSeconds(3600), now, ChronoUnit.HOURS);
      while (!ledger.inspect().history(hour).complete()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while figures are made", e);
    }
  }

  private static LedgerException failure(SQLException e) {
    return new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
  }

  private interface Reading<T> {
    T now() throws SQLException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.now();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public long count() {
    return read(() -> reader.number(0, "SELECT sum(count) FROM log"));
  }

  @Override
  public long oldestSeq() {
    return read(() -> reader.number(lastSeq() + 1, "SELECT min(first_seq) FROM log"));
  }

  @Override
  public long lastSeq() {
    return read(
        () ->
            Math.max(
                reader.number(0, "SELECT max(first_seq + count - 1) FROM log"),
                reader.number(1, "SELECT max(first_seq) FROM generation") - 1));
  }

  @Override
  public List<MigratedRecord> records(long after, int about) {
    List<MigratedRecord> records = new ArrayList<>();
    return read(
        () -> {
          LogRows.from(
              reader,
              after + 1,
              Kinds.ALL,
              row -> {
                LogRow lines = row.open();
                for (int i = 0; i < lines.size(); i++) {
                  if (row.firstSeq() + i > after) {
                    records.add(record(row.firstSeq() + i, row.appendedAt(), lines.line(i)));
                  }
                }
                return records.size() < about;
              });
          return records;
        });
  }

  /** The reference an id is known by is the provider's; a line may have the tracked message's. */
  private MigratedRecord record(long seq, long appendedAt, byte[] line) throws SQLException {
    Record record = RecordJson.read(line);
    long reference = 0;
    if (record instanceof DeliveryReport report) {
      StoredIdentity holder = identities.find(reader, report.id());
      reference =
          holder == null || holder.seq() != seq
              ? PreparedReport.referenceKey(report.reference())
              : holder.reference();
    }
    return new MigratedRecord(seq, appendedAt, reference, record, line);
  }

  @Override
  public void rows(MigratedTable table, Rows rows) {
    int columns = table.columns().size();
    read(
        () -> {
          reader.each(
              row -> {
                rows.add(values(row, columns));
                return true;
              },
              "SELECT " + String.join(", ", table.columns()) + " FROM " + table.table());
          return table;
        });
  }

  private static Object[] values(ResultSet row, int columns) throws SQLException {
    Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      Object value = row.getObject(i + 1);
      values[i] = value instanceof Number number ? (Object) number.longValue() : value;
    }
    return values;
  }

  @Override
  public long lastNumber(MigratedTable table) {
    return read(
        () -> reader.number(0, "SELECT seq FROM sqlite_sequence WHERE name = ?", table.table()));
  }

  @Override
  public void history(Rows rows) {
    read(
        () -> {
          history(Figure.MINUTE, ChronoUnit.MINUTES, rows);
          history(Figure.HOUR, ChronoUnit.HOURS, rows);
          return rows;
        });
  }

  private void history(int kind, ChronoUnit step, Rows rows) throws SQLException {
    FigureTable.each(
        reader,
        kind,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        (figure, count) ->
            rows.add(
                new Object[] {
                  step.name(),
                  figure.start(),
                  figure.provider(),
                  figure.account(),
                  figure.channel(),
                  figure.status(),
                  figure.reason(),
                  count
                }));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      file.close();
    }
  }
}
