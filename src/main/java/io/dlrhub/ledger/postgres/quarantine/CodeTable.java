package io.dlrhub.ledger.postgres.quarantine;

import io.dlrhub.ledger.UnmappedCode;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.ResultWord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the codes of failed reports whose reason is {@code unclassified}, once a transaction for
 * each code. Codes come from outside: the number of rows and what a transaction adds are bounded.
 */
public final class CodeTable {

  /** Rows kept; those not seen for the longest time go first. */
  static final int MOST_ROWS = 10_000;

  private static final int MOST_A_TRANSACTION = 100;
  private static final int LONGEST_TEXT = 256;

  private record Code(String provider, String channel, String kind, String code) {}

  private static final class Occurrences {
    private long count;
    private DeliveryReport newest;
  }

  private final Map<Code, Occurrences> counted = new LinkedHashMap<>();

  /** Counts a report that is stored with this transaction, if it is one of those. */
  public void note(DeliveryReport report) {
    if (report.failureReason() == FailureReason.UNCLASSIFIED) {
      note(report, UnmappedCode.CODE, report.code());
    } else if (report.status() == DeliveryStatus.UNKNOWN
        && !ResultWord.isKnown(report.providerStatus())) {
      note(report, UnmappedCode.STATUS, report.providerStatus());
    }
  }

  private void note(DeliveryReport report, String kind, String text) {
    Code code = new Code(report.provider(), report.channel().wireName(), kind, shortened(text, ""));
    if (counted.size() < MOST_A_TRANSACTION || counted.containsKey(code)) {
      Occurrences found = counted.computeIfAbsent(code, unseen -> new Occurrences());
      found.count++;
      found.newest = report;
    }
  }

  /** Writes what was counted. */
  public void flush(Session database, long now) throws SQLException {
    for (Map.Entry<Code, Occurrences> one : counted.entrySet()) {
      write(database, one.getKey(), one.getValue(), now);
    }
    counted.clear();
  }

  private void write(Session database, Code code, Occurrences found, long now) throws SQLException {
    String description = shortened(found.newest.description(), null);
    String id = found.newest.id().toString();
    int known =
        database.update(
            "UPDATE unmapped_code SET count = count + ?, last_at = ?, description = ?,"
                + " record_id = ? WHERE provider = ? AND channel = ? AND kind = ? AND code = ?",
            found.count,
            now,
            description,
            id,
            code.provider,
            code.channel,
            code.kind,
            code.code);
    if (known > 0) {
      return;
    }
    database.update(
        "INSERT INTO unmapped_code (provider, channel, kind, code, description, count, first_at,"
            + " last_at, record_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        code.provider,
        code.channel,
        code.kind,
        code.code,
        description,
        found.count,
        now,
        now,
        id);
    database.update(
        "DELETE FROM unmapped_code WHERE (provider, channel, kind, code) IN"
            + " (SELECT provider, channel, kind, code FROM unmapped_code"
            + " ORDER BY last_at DESC OFFSET ?)",
        MOST_ROWS);
  }

  private static String shortened(String text, String otherwise) {
    if (text == null) {
      return otherwise;
    }
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  /** The most frequent first. */
  public static List<UnmappedCode> read(Session database, int limit) throws SQLException {
    return database.list(
        row ->
            new UnmappedCode(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9)),
        "SELECT provider, channel, kind, code, description, count, first_at, last_at, record_id"
            + " FROM unmapped_code ORDER BY count DESC, last_at DESC, code LIMIT ?",
        limit);
  }
}
