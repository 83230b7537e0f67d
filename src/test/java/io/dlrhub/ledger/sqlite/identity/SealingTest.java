package io.dlrhub.ledger.sqlite.identity;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Appended;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {

  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledgers.withSmallGenerations(Ledgers.options(file()));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private void appendSealed(int records) {
    for (int from = 0; from < records; from += 50) {
      ledger.append(Append.of(Reports.numbers(from, from + 50)));
    }
    await()
        .atMost(LIMIT)
        .until(() -> count("SELECT count(*) FROM generation WHERE state = 1") == records / 200);
    await().atMost(LIMIT).until(() -> count("SELECT count(*) FROM identity") == 0);
  }

  @Test
  void knowsRepetitionsOfSealedReports() {
    appendSealed(1000);
    Appended again = ledger.append(Append.of(Reports.numbers(0, 1001)));
    assertThat(again.stored()).containsExactly(Reports.number(1000));
  }

  @Test
  void knowsThemAfterReopening() {
    appendSealed(1000);
    ledger.close();
    open();
    Appended again = ledger.append(Append.of(Reports.numbers(0, 1001)));
    assertThat(again.stored()).containsExactly(Reports.number(1000));
  }

  @Test
  void adoptsAReferenceForASealedHolder() {
    DeliveryReport without = Reports.of("s", "13800000000", DeliveryStatus.DELIVERED, null);
    DeliveryReport first = Reports.of("s", "13800000000", DeliveryStatus.DELIVERED, "A");
    DeliveryReport second = Reports.of("s", "13800000000", DeliveryStatus.DELIVERED, "B");
    ledger.append(Append.of(List.of(without)));
    appendSealed(1000);
    assertThat(ledger.append(Append.of(List.of(first))).duplicates()).isEqualTo(1);
    assertThat(ledger.append(Append.of(List.of(second))).stored()).hasSize(1);
    ledger.close();
    open();
    assertThat(ledger.append(Append.of(List.of(first, second))).duplicates()).isEqualTo(2);
  }

  @Test
  void leavesOutUnknownAfterASealedFinalStatus() {
    ledger.append(Append.of(List.of(Reports.of("s", "13800000000", DeliveryStatus.FAILED, "A"))));
    appendSealed(1000);
    Appended late =
        ledger.append(
            Append.of(List.of(Reports.of("s", "13800000000", DeliveryStatus.UNKNOWN, "A"))));
    assertThat(late.stored()).isEmpty();
  }

  @Test
  void startsSealingOverAfterAKillOnTheWay() throws SQLException {
    appendSealed(1000);
    ledger.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      // As if killed between closing and sealing the last two: identities there, pages in part.
      restoreIdentities(connection, 601);
      connection
          .createStatement()
          .executeUpdate("UPDATE generation SET state = 0 WHERE first_seq >= 601");
      connection
          .createStatement()
          .executeUpdate("DELETE FROM run_page WHERE number % 2 = 0 AND number >= 4 * 65536 * 4");
    }
    open();
    Appended again = ledger.append(Append.of(Reports.numbers(0, 1000)));
    assertThat(again.duplicates()).isEqualTo(1000);
    await()
        .atMost(LIMIT)
        .until(() -> count("SELECT count(*) FROM generation WHERE state = 1") == 5);
    assertThat(ledger.append(Append.of(Reports.numbers(0, 1000))).duplicates()).isEqualTo(1000);
  }

  private static void restoreIdentities(Connection connection, long from) throws SQLException {
    try (var insert =
        connection.prepareStatement("INSERT INTO identity (first_seq, entries) VALUES (?, ?)")) {
      for (long seq = from; seq <= 1000; seq++) {
        PreparedReport report = PreparedReport.of(Reports.number(seq - 1), null);
        insert.setLong(1, seq);
        insert.setBytes(
            2,
            java.nio.ByteBuffer.allocate(LogWriter.ENTRY)
                .putLong(report.id().high())
                .putLong(report.id().low())
                .putLong(report.referenceKey())
                .putLong(report.messageKey())
                .array());
        insert.executeUpdate();
      }
    }
  }
}
