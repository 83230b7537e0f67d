package io.dlrhub.ledger.sqlite.reconciliation;

import static io.dlrhub.ledger.ReconciliationLedger.EIGHT;
import static io.dlrhub.ledger.ReconciliationLedger.report;
import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.ReconciliationLedger;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.reconciliation.HeldReports;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.ledger.reconciliation.SentSide;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.log.LogScan;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, in whatever order, over restarts and kills: the figures that are kept say what a
 * reading of the whole log says, and so do those made anew for a ledger that has none.
 */
class KeptFiguresTest {

  private static final String[] PHONES = {
    "18512345678", "+8618512345678", "13100000000", "185****"
  };
  private static final String[] REFERENCES = {null, null, "one", "two"};
  private static final int HOURS = 30;

  @TempDir Path folder;
  @AutoClose private ReconciliationLedger ledger;

  @BeforeEach
  void open() {
    ledger = new ReconciliationLedger(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void areWhatTheLogSays(int seed) throws Exception {
    Random random = new Random(seed);
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(12)) {
        case 0 -> track(random);
        case 1 -> ledger.reopen();
        case 2 -> ledger.clock.advance(Duration.ofMillis(random.nextInt(90_000)));
        default -> ledger.appendAtOnce(some(random));
      }
    }
    String expected = scan();
    assertThat(expected).contains("failed=").contains("tracked");
    assertThat(held(ledger.real())).isEqualTo(expected);
    Map<Instant, Long> stored = stored();
    assertThat(history(ledger.real(), ChronoUnit.MINUTES)).isEqualTo(stored);

    Path killed = copy("killed");
    Path old = copy("old");
    withoutFigures(old);
    for (Path copy : List.of(killed, old)) {
      try (Ledger other = Ledger.open(Ledgers.options(copy, ledger.clock))) {
        await().atMost(LIMIT).until(() -> history(other).complete());
        assertThat(held(other)).as(copy.toString()).isEqualTo(expected);
        assertThat(history(other, ChronoUnit.MINUTES)).isEqualTo(stored);
        assertThat(history(other, ChronoUnit.HOURS)).isEqualTo(byHour(stored));
      }
    }
  }

  private void track(Random random) {
    String[] phones =
        random.nextInt(4) == 0 ? new String[0] : new String[] {PHONES[random.nextInt(3)]};
    ledger.track(
        "m-" + random.nextInt(8), EIGHT.plus(Duration.ofMinutes(random.nextInt(600))), phones);
  }

  private static List<DeliveryReport> some(Random random) {
    List<DeliveryReport> reports = new ArrayList<>();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      DeliveryStatus status = DeliveryStatus.values()[random.nextInt(3)];
      String reference = REFERENCES[random.nextInt(4)];
      DeliveryReport.Builder one =
          report("m-" + random.nextInt(8), status, random.nextInt(20), reference).toBuilder();
      String phone = PHONES[random.nextInt(PHONES.length)];
      one.id(null).phone(phone).phoneE164(phone.contains("*") ? null : e164(phone));
      if (random.nextInt(10) == 0) {
        one.channel(Channel.VIDEO);
      }
      if (random.nextInt(10) == 0) {
        one.account("other");
      }
      reports.add(one.build());
    }
    return reports;
  }

  private static String e164(String phone) {
    return phone.startsWith("+") ? phone : "+86" + phone;
  }

  private static ReconciliationQuery range() {
    return new ReconciliationQuery(null, EIGHT, EIGHT.plus(Duration.ofHours(HOURS)), 0);
  }

  private static String held(Ledger ledger) {
    return told(ledger.reconcile(range()).hours());
  }

  private static String told(List<ReconciledHour> hours) {
    StringBuilder text = new StringBuilder();
    for (ReconciledHour hour : hours) {
      if (hour.reported() + hour.held().unknown() > 0) {
        text.append(hour.account()).append(' ').append(hour.hour()).append(hour.held());
      }
    }
    return text.toString();
  }

  /** By reading every record. */
  private String scan() throws SQLException {
    try (Database reader = new Database(connect(folder.resolve("ledger.db")))) {
      HourlySums pages = new HourlySums(range());
      Set<DueQuery> tracking =
          Set.copyOf(
              reader.list(
                  row ->
                      new DueQuery(
                          row.getString(1), row.getString(2), Channel.of(row.getString(3))),
                  "SELECT DISTINCT provider, account, channel FROM tracked"));
      new HeldReports<>(
              pages,
              new SentSide<>(new SentRows(reader), pages, () -> false),
              tracking,
              new LogScan(reader, () -> false),
              HeldReports.MOST_UNSETTLED)
          .count(1, reader.number(0, "SELECT max(first_seq + count) FROM log"));
      return told(pages.close(Set.of()));
    }
  }

  private Map<Instant, Long> stored() throws SQLException {
    Map<Instant, Long> stored = new TreeMap<>();
    try (Database reader = new Database(connect(folder.resolve("ledger.db")))) {
      reader.each(
          row -> {
            Instant minute = Instant.ofEpochMilli(row.getLong(1)).truncatedTo(ChronoUnit.MINUTES);
            stored.merge(minute, row.getLong(2), Long::sum);
            return true;
          },
          "SELECT appended_at, count FROM log");
    }
    return stored;
  }

  private static Map<Instant, Long> byHour(Map<Instant, Long> minutes) {
    Map<Instant, Long> hours = new TreeMap<>();
    minutes.forEach(
        (minute, count) -> hours.merge(minute.truncatedTo(ChronoUnit.HOURS), count, Long::sum));
    return hours;
  }

  private static History history(Ledger ledger) {
    return ledger.inspect().history(query(ChronoUnit.MINUTES));
  }

  private static Map<Instant, Long> history(Ledger ledger, ChronoUnit step) {
    Map<Instant, Long> sums = new TreeMap<>();
    for (History.Point point : ledger.inspect().history(query(step)).points()) {
      sums.merge(point.start(), point.count(), Long::sum);
    }
    return sums;
  }

  private static HistoryQuery query(ChronoUnit step) {
    return new HistoryQuery(EIGHT, EIGHT.plus(Duration.ofHours(24)), step);
  }

  /** As a kill leaves it: with its write-ahead log, and nothing told. */
  private Path copy(String name) throws Exception {
    Path copy = Files.createDirectory(folder.resolve(name)).resolve("ledger.db");
    for (String end : List.of("", "-wal")) {
      Files.copy(folder.resolve("ledger.db" + end), Path.of(copy + end));
    }
    return copy;
  }

  private static void withoutFigures(Path ledger) throws SQLException {
    try (Connection connection = connect(ledger);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE audit");
      statement.execute("ALTER TABLE sink DROP COLUMN starts_after");
      statement.execute("ALTER TABLE tracked DROP COLUMN tracked_by");
      statement.execute("ALTER TABLE tracked DROP COLUMN tracked_at");
      statement.execute("DROP TABLE repeated");
      statement.execute("DROP TABLE figure");
      statement.execute("DROP TABLE figure_pending");
      statement.execute("DROP TABLE unsettled");
      statement.execute("DELETE FROM tally WHERE name LIKE 'figures-%'");
      statement.execute("PRAGMA user_version=10");
    }
  }

  private static Connection connect(Path ledger) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + ledger);
  }
}
