package io.dlrhub.ledger.postgres.search;

import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.report.Identity;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RecordField;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One search through the log, from its end backwards, by index where a message or phone is asked.
 */
final class ReportLookup {

  /** Bytes of records a page may hold, or one record. */
  private static final long PAGE_BYTES = 4L << 20;

  private static final long SEARCH_NANOS = 2_000_000_000L;
  private static final int AT_ONCE = 1000;

  private final Session session;
  private final ReportQuery query;
  private final String phoneKey;
  private final String status;
  private final List<byte[]> found = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private final long deadline = System.nanoTime() + SEARCH_NANOS;
  private long bytes;
  // Everything at this position and after it has been looked at.
  private long at;
  private boolean full;

  ReportLookup(Session session, ReportQuery query, PhoneNumbers phones) {
    this.session = session;
    this.query = query;
    this.phoneKey = PhoneKey.of(query.phone(), phones.toE164(query.phone()));
    this.status = query.status() == null ? null : query.status().wireName();
    this.at = query.before();
  }

  ReportPage run() throws SQLException {
    List<Object> arguments = new ArrayList<>();
    String where = where(arguments);
    int seen;
    do {
      seen = some(where, arguments);
    } while (seen == AT_ONCE && !full && System.nanoTime() < deadline);
    boolean more = full || seen == AT_ONCE;
    return new ReportPage(found, positions, more ? at : 0, full || !more);
  }

  private String where(List<Object> arguments) throws SQLException {
    StringBuilder where = new StringBuilder(" WHERE NOT statistics");
    if (query.messageId() != null) {
      where.append(" AND message_key = ANY (?)");
      arguments.add(messageKeys());
    }
    if (phoneKey != null) {
      where.append(" AND phone_key = ?");
      arguments.add(Identity.key(phoneKey));
    }
    if (query.since() != null) {
      where.append(" AND appended_at >= ?");
      arguments.add(query.since().toEpochMilli());
    }
    return where.toString();
  }

  /** A message's key is made of whose it is too. */
  private List<Long> messageKeys() throws SQLException {
    return session.list(
        row ->
            Identity.key(row.getString(1), row.getString(2), row.getString(3), query.messageId()),
        "SELECT provider, account, channel FROM report_account");
  }

  private int some(String where, List<Object> arguments) throws SQLException {
    List<Object> all = new ArrayList<>(arguments);
    all.add(at);
    int[] seen = {0};
    session.each(
        row -> {
          seen[0]++;
          return offer(row.getLong(1), row.getBytes(2));
        },
        "SELECT seq, line FROM record" + where + " AND seq < ? ORDER BY seq DESC LIMIT " + AT_ONCE,
        all.toArray());
    return seen[0];
  }

  private boolean offer(long seq, byte[] line) {
    if (!accepts(line)) {
      at = seq;
      return true;
    }
    if (found.size() == query.limit() || bytes > 0 && bytes + line.length > PAGE_BYTES) {
      full = true;
      return false;
    }
    found.add(line);
    positions.add(seq);
    bytes += line.length;
    at = seq;
    return true;
  }

  private boolean accepts(byte[] line) {
    return isOr(query.messageId(), RecordField.MESSAGE_ID, line)
        && (phoneKey == null
            || phoneKey.equals(
                PhoneKey.of(RecordField.PHONE.text(line), RecordField.PHONE_E164.text(line))))
        && isOr(status, RecordField.STATUS, line)
        && (query.since() == null
            || !Instant.parse(RecordField.RECEIVED_AT.text(line)).isBefore(query.since()));
  }

  private static boolean isOr(String wanted, RecordField field, byte[] line) {
    return wanted == null || wanted.equals(field.text(line));
  }
}
