package io.dlrhub.ledger.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.append.Lines;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.sqlite.log.LogWriter;
import io.dlrhub.report.DeliveryReport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ledger that an earlier version has filled goes on under this one. */
class UpgradeTest {

  private static final List<String> STEPS =
      List.of(
          "1-first-layout.sql",
          "2-tracked-messages.sql",
          "3-complete-windows.sql",
          "4-replays.sql",
          "5-looking-inside.sql");

  @TempDir Path folder;

  static List<Integer> earlierLayouts() {
    return List.of(1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("earlierLayouts")
  void everythingIsThereAndGoesOn(int layout) throws Exception {
    List<DeliveryReport> before = Reports.numbers(0, 20);
    fill(layout, before);

    try (Ledger ledger = Ledger.open(Ledgers.options(folder.resolve("ledger.db")))) {
      // Known, whichever layout knew them; then new ones.
      assertThat(ledger.append(Append.of(before)).duplicates()).isEqualTo(20);
      assertThat(ledger.append(Append.of(Reports.numbers(20, 40))).stored()).hasSize(20);
      assertThat(Ledgers.contents(ledger)).isEqualTo(Reports.numbers(0, 40));
      assertThat(ledger.tracked().waiting()).isZero();
      try (Feed feed =
          ledger.feed(
              new FeedOptions("file", FeedOptions.Kinds.ALL, FeedOptions.Start.BEGINNING))) {
        // Its position is that of before, and it is not paused.
        assertThat(feed.poll(1000, Duration.ZERO)).hasSize(35);
      }
    }
    assertThat(number("PRAGMA user_version")).isEqualTo(Migrations.current());
    assertThat(number("SELECT count(*) FROM dead_letter WHERE sink = 'file' AND seq = 3")).isOne();
  }

  /** As that layout had it: rows deflated, identities beside them, a sink at the fifth record. */
  private void fill(int layout, List<DeliveryReport> reports) throws Exception {
    try (Connection connection = connect()) {
      execute(connection, "PRAGMA page_size=8192");
      execute(connection, "PRAGMA application_id=" + SqliteFile.APPLICATION_ID);
      for (String step : STEPS.subList(0, layout)) {
        for (String statement : statements(step)) {
          execute(connection, statement);
        }
      }
      execute(connection, "PRAGMA user_version=" + layout);
      execute(connection, "INSERT INTO generation (number, first_seq, opened_at) VALUES (1, 1, 0)");
      row(connection, 1, reports.subList(0, 1));
      row(connection, 2, reports.subList(1, reports.size()));
      execute(
          connection,
          "INSERT INTO sink (name, records, position, created_at) VALUES ('file', 'all', 5, 0)");
      execute(
          connection,
          "INSERT INTO dead_letter (sink, seq, line, reason, attempts, first_at, last_at)"
              + " VALUES ('file', 3, x'7b7d', 'answered 422', 1, 0, 0)");
    }
  }

  private static void row(Connection connection, long firstSeq, List<DeliveryReport> reports)
      throws SQLException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    ByteBuffer entries = ByteBuffer.allocate(reports.size() * LogWriter.ENTRY);
    for (DeliveryReport report : reports) {
      if (lines.size() > 0) {
        lines.write('\n');
      }
      lines.writeBytes(Lines.of(report));
      entries.put(report.id().toBytes());
      entries.putLong(PreparedReport.referenceKey(report.reference()));
      entries.putLong(PreparedReport.messageKey(report));
    }
    byte[] body = reports.size() == 1 ? lines.toByteArray() : deflated(lines.toByteArray());
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO log VALUES (?, ?, 0, 0, 0, ?)");
        PreparedStatement identity =
            connection.prepareStatement("INSERT INTO identity VALUES (?, ?)")) {
      insert.setLong(1, firstSeq);
      insert.setInt(2, reports.size());
      insert.setBytes(3, body);
      insert.executeUpdate();
      identity.setLong(1, firstSeq);
      identity.setBytes(2, entries.array());
      identity.executeUpdate();
    }
  }

  private static byte[] deflated(byte[] lines) {
    byte[] out = new byte[lines.length];
    ByteBuffer.wrap(out).put((byte) 1).putInt(lines.length);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(lines);
    deflater.finish();
    int length = deflater.deflate(out, 5, out.length - 5);
    deflater.end();
    return java.util.Arrays.copyOf(out, 5 + length);
  }

  private static List<String> statements(String step) throws Exception {
    try (InputStream in = Migrations.class.getResourceAsStream(step)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replaceAll("(?m)^--.*$", "").split(";")).stream()
          .filter(sql -> !sql.isBlank())
          .toList();
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        var row = connection.createStatement().executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    connection.createStatement().execute(sql);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
  }
}
