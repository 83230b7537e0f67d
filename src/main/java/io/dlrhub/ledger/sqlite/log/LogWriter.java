package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The end of the log: collects the records of a transaction into rows and gives out their seq.
 *
 * <p>A seq is never given out twice: the next one follows the newest row, or where the retention
 * has removed that, the start of the open generation.
 */
public final class LogWriter implements LogEnd {

  public static final int REPORT = 0;
  public static final int STATISTICS = 1;

  /** Bytes an identity takes in its row. */
  public static final int ENTRY = 32;

  private static final int ROW_RECORDS = 500;
  static final int ROW_BYTES = 256 * 1024;
  private static final byte LINE_END = '\n';

  private volatile State committed = new State(1, 0, 0);
  private long nextSeq;
  private long statistics;
  private long appendedAt;

  // The row being collected.
  private int kind;
  private int count;
  private final RowBody rowBody = new RowBody();
  private byte[] body = new byte[2 * ROW_BYTES];
  private int bodySize;
  private final ByteBuffer entries = ByteBuffer.allocate(ROW_RECORDS * ENTRY);

  private record State(long nextSeq, long statistics, long appendedAt) {}

  /** Finds the end of the log in the file. */
  public void load(Database database, long openGenerationStart) throws SQLException {
    State newest =
        database.first(
            row ->
                new State(
                    row.getLong(1) + row.getLong(2),
                    row.getLong(3) + (row.getInt(4) == STATISTICS ? row.getLong(2) : 0),
                    row.getLong(5)),
            "SELECT first_seq, count, statistics_before, kind, appended_at FROM log"
                + " ORDER BY first_seq DESC LIMIT 1");
    long tally = Tally.get(database, "statistics", 0);
    long newestAt = database.number(0, "SELECT max(newest_at) FROM generation");
    committed =
        newest == null
            ? new State(openGenerationStart, tally, newestAt)
            : new State(
                Math.max(openGenerationStart, newest.nextSeq),
                newest.statistics,
                Math.max(newestAt, newest.appendedAt));
    rollback();
  }

  /** Starts a transaction; append time never goes backwards. */
  public void begin(long now) {
    appendedAt = Math.max(now, committed.appendedAt);
  }

  /** The seq of the newest committed record; what follows it is not there yet. */
  @Override
  public long lastCommitted() {
    return committed.nextSeq - 1;
  }

  /** The seq the next record gets, within the transaction. */
  public long nextSeq() {
    return nextSeq;
  }

  /** Statistics among all records ever committed. */
  long statisticsCommitted() {
    return committed.statistics;
  }

  /** When the newest committed record was appended, in milliseconds; 0 before the first. */
  public long newestAt() {
    return committed.appendedAt;
  }

  /** The time of this transaction, in milliseconds. */
  @Override
  public long now() {
    return appendedAt;
  }

  /** Adds a report; its seq. */
  public long addReport(Database database, PreparedReport report) throws SQLException {
    long seq = add(database, REPORT, report.line());
    entries.putLong(report.id().high()).putLong(report.id().low());
    entries.putLong(report.referenceKey()).putLong(report.messageKey());
    return seq;
  }

  /** Adds statistics; their seq. */
  public long addStatistics(Database database, byte[] line) throws SQLException {
    return add(database, STATISTICS, line);
  }

  private long add(Database database, int recordKind, byte[] line) throws SQLException {
    boolean full = count == ROW_RECORDS || bodySize + line.length >= ROW_BYTES;
    if (count > 0 && (full || kind != recordKind)) {
      writeRow(database);
    }
    kind = recordKind;
    if (bodySize + line.length + 1 > body.length) {
      body = Arrays.copyOf(body, bodySize + line.length + 1);
    }
    if (count > 0) {
      body[bodySize++] = LINE_END;
    }
    System.arraycopy(line, 0, body, bodySize, line.length);
    bodySize += line.length;
    count++;
    return nextSeq++;
  }

  /** Writes what is collected; the last thing in a transaction. */
  public void flush(Database database) throws SQLException {
    if (count > 0) {
      writeRow(database);
    }
  }

  private void writeRow(Database database) throws SQLException {
    long firstSeq = nextSeq - count;
    database.update(
        "INSERT INTO log (first_seq, count, kind, statistics_before, appended_at, body)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        firstSeq,
        count,
        kind,
        statistics,
        appendedAt,
        rowBody.encode(body, bodySize));
    if (kind == REPORT) {
      database.update(
          "INSERT INTO identity (first_seq, entries) VALUES (?, ?)",
          firstSeq,
          Arrays.copyOf(entries.array(), entries.position()));
    } else {
      statistics += count;
      Tally.set(database, "statistics", statistics);
    }
    clearRow();
  }

  /** After the commit. */
  public void commit() {
    boolean appended = nextSeq != committed.nextSeq;
    committed = new State(nextSeq, statistics, appended ? appendedAt : committed.appendedAt);
  }

  /** Back to what is committed. */
  public void rollback() {
    nextSeq = committed.nextSeq;
    statistics = committed.statistics;
    clearRow();
  }

  /** Nothing is added any more. */
  public void close() {
    rowBody.close();
  }

  private void clearRow() {
    count = 0;
    bodySize = 0;
    entries.clear();
    if (body.length > 2 * ROW_BYTES) {
      body = new byte[2 * ROW_BYTES];
    }
  }
}
