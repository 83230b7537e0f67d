package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

  private static final long MAX_BYTES = 1 << 20;

  @TempDir Path folder;
  private Ledger ledger;
  private final List<Rejected> told = new ArrayList<>();
  private long trimmed;

  @BeforeEach
  void open() {
    String url = Ledgers.url(folder.resolve("ledger.db"));
    ledger =
        Ledger.open(
            new LedgerOptions(
                url, null, null, Duration.ofDays(30), MAX_BYTES, java.time.Clock.systemUTC()));
    ledger.observe(
        new LedgerObserver() {
          @Override
          public void quarantined(Rejected rejected) {
            told.add(rejected);
          }

          @Override
          public void quarantineTrimmed(long entries) {
            trimmed += entries;
          }
        });
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void reject(String reason, byte[] bytes) {
    Rejected rejected = new Rejected("ucloud-push", "default", reason, "at 1", bytes);
    ledger.append(new Append(List.of(), List.of(rejected), null, null));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(Ledgers.url(folder.resolve("ledger.db")));
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void keepsTheSameBytesOnceForAReason() throws SQLException {
    reject("not-json", bytes("x"));
    reject("not-json", bytes("x"));
    reject("reply", bytes("x"));
    reject("not-json", bytes("y"));
    assertThat(number("SELECT count(*) FROM quarantine")).isEqualTo(3);
    assertThat(number("SELECT times FROM quarantine WHERE id = 1")).isEqualTo(2);
    assertThat(told).hasSize(3);
  }

  @Test
  void keepsTheBeginningOfALargeBodyAndItsTrueSize() throws SQLException {
    reject("not-json", new byte[200_000]);
    assertThat(number("SELECT length(bytes) FROM quarantine")).isEqualTo(65_536);
    assertThat(number("SELECT size FROM quarantine")).isEqualTo(200_000);
  }

  @Test
  void tellsLargeBodiesApartByTheirEnds() throws SQLException {
    byte[] other = new byte[200_000];
    other[199_999] = 1;
    reject("not-json", new byte[200_000]);
    reject("not-json", other);
    assertThat(number("SELECT count(*) FROM quarantine")).isEqualTo(2);
  }

  @Test
  void letsTheOldestGoWhenItIsFull() throws SQLException {
    for (int i = 0; i < 100; i++) {
      if (i == 50) {
        ledger.close();
        open();
      }
      reject("not-json", bytes(i + "x".repeat(30_000)));
    }
    long kept = number("SELECT count(*) FROM quarantine");
    assertThat(kept).isBetween(30L, 34L);
    assertThat(number("SELECT min(id) FROM quarantine")).isEqualTo(101 - kept);
    assertThat(trimmed).isEqualTo(100 - kept);
  }
}
