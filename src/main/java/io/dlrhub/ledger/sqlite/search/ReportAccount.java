package io.dlrhub.ledger.sqlite.search;

import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordField;
import java.sql.SQLException;
import java.util.List;

/**
 * Whose reports there are: with it a message's id makes the key that its reports are stored by.
 *
 * @param channel as records write it
 */
record ReportAccount(String provider, String account, String channel) {

  static ReportAccount of(byte[] line) {
    return new ReportAccount(
        RecordField.PROVIDER.text(line),
        RecordField.ACCOUNT.text(line),
        RecordField.CHANNEL.text(line));
  }

  /** Every one that an indexed generation has reports of. */
  static List<ReportAccount> stored(Database database) throws SQLException {
    return database.list(
        row -> new ReportAccount(row.getString(1), row.getString(2), row.getString(3)),
        "SELECT provider, account, channel FROM report_account");
  }

  void store(Database database) throws SQLException {
    database.update(
        "INSERT OR IGNORE INTO report_account (provider, account, channel) VALUES (?, ?, ?)",
        provider,
        account,
        channel);
  }

  /** The key of one of its messages. */
  long messageKey(String messageId) {
    return Identity.key(provider, account, channel, messageId);
  }
}
