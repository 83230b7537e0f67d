package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.tracking.SilentPhone;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.PhoneKey;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of phones that tracked messages were sent to. Inside the writer's transaction.
 *
 * <p>A message may be told in several elements, a row a recipient for instance; each phone keeps
 * the reference and the text of the element that told it.
 */
final class PhoneTable {

  private static final int UNKNOWN = 1;
  private static final int FINAL = 2;

  private PhoneTable() {}

  /**
   * Adds the phones of an element that are not known yet.
   *
   * @param later whether another element told the message
   * @return how many were new
   */
  static int add(
      Session database, long message, SentMessage element, boolean later, PhoneNumbers phones)
      throws SQLException {
    Map<String, String> unknown = new LinkedHashMap<>();
    for (String phone : element.phones()) {
      String key = PhoneKey.of(phone, phones.toE164(phone));
      if (!later || !isKnown(database, message, key)) {
        unknown.putIfAbsent(key, phone);
      }
    }
    Long number = later && !unknown.isEmpty() ? addElement(database, message, element) : null;
    for (Map.Entry<String, String> phone : unknown.entrySet()) {
      database.update(
          "INSERT INTO tracked_phone (message, phone_key, phone, state, element)"
              + " VALUES (?,?,?,0,?)",
          message,
          phone.getKey(),
          phone.getValue(),
          number);
    }
    return unknown.size();
  }

  private static boolean isKnown(Session database, long message, String key) throws SQLException {
    return database.number(
            0,
            "SELECT count(*) FROM tracked_phone WHERE message = ? AND phone_key = ?",
            message,
            key)
        == 1;
  }

  private static long addElement(Session database, long message, SentMessage element)
      throws SQLException {
    return database.number(
        -1,
        "INSERT INTO tracked_element (message, reference, raw) VALUES (?,?,?) RETURNING number",
        message,
        element.reference(),
        element.raw().utf8());
  }

  /** Counts a report for its phone; whether it is the first final one. */
  static boolean reported(
      Session database, long message, DeliveryReport report, PhoneNumbers phones)
      throws SQLException {
    int state = report.status().isFinal() ? FINAL : UNKNOWN;
    int moved =
        database.update(
            "UPDATE tracked_phone SET state = ? WHERE message = ? AND phone_key = ? AND state < ?",
            state,
            message,
            key(report, phones),
            state);
    return moved == 1 && state == FINAL;
  }

  /** The reference of the element that told a phone later than the message; null for none. */
  static String reference(
      Session database, long message, DeliveryReport report, PhoneNumbers phones)
      throws SQLException {
    return database.first(
        row -> row.getString(1),
        "SELECT e.reference FROM tracked_phone p JOIN tracked_element e ON e.number = p.element"
            + " WHERE p.message = ? AND p.phone_key = ?",
        message,
        key(report, phones));
  }

  /** A host's own reports may have no E.164 form. */
  private static String key(DeliveryReport report, PhoneNumbers phones) {
    String e164 = report.phoneE164();
    return PhoneKey.of(report.phone(), e164 == null ? phones.toE164(report.phone()) : e164);
  }

  /** Phones of which nothing at all came, not even {@code unknown}. */
  static List<SilentPhone> silent(Session reader, long message) throws SQLException {
    return reader.list(
        PhoneTable::silent,
        "SELECT p.phone, coalesce(e.reference, t.reference), coalesce(e.raw, t.raw)"
            + " FROM tracked_phone p JOIN tracked t ON t.number = p.message"
            + " LEFT JOIN tracked_element e ON e.number = p.element"
            + " WHERE p.message = ? AND p.state = 0 ORDER BY p.phone_key",
        message);
  }

  private static SilentPhone silent(ResultSet row) throws SQLException {
    return new SilentPhone(row.getString(1), row.getString(2), RawJson.of(row.getBytes(3)));
  }
}
