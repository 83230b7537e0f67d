package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in SQLite with something of everything, taken to PostgreSQL. */
class MigrationTest {

  private static final int REPORTS = 12_000;
  private static final DeliveryReport WITHOUT_REFERENCE =
      Reports.of("adopted", Reports.phone(1), DeliveryStatus.DELIVERED, null);
  private static final DeliveryReport ADOPTED =
      Reports.of("adopted", Reports.phone(1), DeliveryStatus.DELIVERED, "r");

  @TempDir Path folder;
  private LedgerOptions from;
  private LedgerOptions to;

  private record Seen(
      List<Record> records,
      List<SinkState> sinks,
      List<List<Object>> deadLetters,
      List<String> quarantine,
      List<InDoubtCount> inDoubt,
      List<UnmappedCode> codes,
      TrackedCounts tracked,
      List<History.Point> history) {}

  @BeforeEach
  void fill() throws Exception {
    from = LedgerOptions.of("jdbc:sqlite:" + folder.resolve("ledger.db"));
    to = LedgerOptions.of(PostgresServer.url(folder.resolve("target")));
    try (Ledger ledger = Ledger.open(from);
        Feed feed = ledger.feed(new FeedOptions("http", Kinds.ALL, Start.BEGINNING));
        Feed slow = ledger.feed(new FeedOptions("slow", Kinds.REPORTS, Start.BEGINNING))) {
      for (int i = 0; i < REPORTS; i += 3000) {
        ledger.append(Append.of(Reports.numbers(i, i + 3000)));
      }
      ledger.append(Append.of(List.of(WITHOUT_REFERENCE)));
      ledger.append(Append.of(List.of(ADOPTED)));
      ledger.append(Append.of(List.of(Reports.statistics(1, 5))));
      ledger.append(
          Append.of(
              List.of(Reports.of("m-1", Reports.phone(7), DeliveryStatus.UNKNOWN, "order-7"))));
      ledger.track(
          List.of(
              SampleMessages.sent("m-1", Reports.phone(7), Reports.phone(8)),
              SampleMessages.sent("m-2", Reports.phone(9))));
      ledger.append(
          new Append(
              List.of(),
              List.of(
                  new Rejected(
                      "ucloud-push",
                      "default",
                      "malformed",
                      "at 1",
                      "not JSON".getBytes(StandardCharsets.UTF_8))),
              null,
              new InDoubt("ucloud", "default", "PullUSMSReport", Instant.now(), "cut")));
      Batch batch = feed.poll(100, Duration.ZERO);
      feed.advance(batch.position(10));
      feed.deadLetter(batch.position(11), batch.lines().get(11), "answered 422", 1);
      slow.advance(slow.poll(5000, Duration.ZERO).positionAfter());
      ledger.pause("slow");
    }
  }

  private static Seen look(Ledger ledger) throws Exception {
    Instant now = Instant.now();
    HistoryQuery day = new HistoryQuery(now.minus(Duration.ofDays(1)), now, ChronoUnit.HOURS);
    List<SinkState> sinks = ledger.sinks();
    return new Seen(
        Ledgers.contents(ledger),
        sinks,
        ledger.deadLetters().list(DeadLetterFilter.ALL, 1 << 20, 10).stream()
            .map(one -> List.<Object>of(one.id(), one.sink(), one.position(), one.reason()))
            .toList(),
        ledger
            .inspect()
            .quarantine(new QuarantineQuery(null, null, null, Long.MAX_VALUE, 10))
            .entries()
            .stream()
            .map(one -> one.source() + one.reason() + one.detail())
            .toList(),
        ledger.inDoubtCounts(),
        ledger.inspect().unmappedCodes(10),
        ledger.tracked(),
        ledger.inspect().history(day).points());
  }

  private Seen before() throws Exception {
    try (Ledger ledger = Ledger.open(from)) {
      return look(ledger);
    }
  }

  private void migrate() {
    assertThat(Migration.run(from, to, (records, of) -> {}).records()).isEqualTo(REPORTS + 3);
  }

  private void requireAllThere(Seen before) throws Exception {
    try (Ledger ledger = Ledger.open(to)) {
      List<SinkState> sinks = ledger.sinks();
      Seen after = look(ledger);
      assertThat(after.records).isEqualTo(before.records);
      assertThat(after.deadLetters).isEqualTo(before.deadLetters).hasSize(1);
      assertThat(after.quarantine).isEqualTo(before.quarantine).hasSize(1);
      assertThat(after.inDoubt).isEqualTo(before.inDoubt).isNotEmpty();
      assertThat(after.codes).isEqualTo(before.codes);
      assertThat(after.tracked).isEqualTo(before.tracked);
      assertThat(after.history).isEqualTo(before.history).isNotEmpty();
      assertThat(sinks).filteredOn(one -> one.name().equals("slow")).hasSize(1);
      assertThat(sinks)
          .filteredOn(one -> !one.name().startsWith("contents"))
          .extracting(SinkState::name, SinkState::position, SinkState::lag, SinkState::paused)
          .isEqualTo(
              before.sinks.stream()
                  .filter(one -> !one.name().startsWith("contents"))
                  .map(one -> tuple(one.name(), one.position(), one.lag(), one.paused()))
                  .toList());
      goesOn(ledger);
    }
  }

  /** What is known stays known, and what is new goes on behind it. */
  private static void goesOn(Ledger ledger) throws Exception {
    List<DeliveryReport> known = new ArrayList<>(Reports.numbers(0, 100));
    known.add(ADOPTED);
    assertThat(ledger.append(Append.of(known)).stored()).isEmpty();
    assertThat(
            ledger
                .append(
                    Append.of(
                        List.of(
                            Reports.of(
                                "adopted", Reports.phone(1), DeliveryStatus.DELIVERED, "other"))))
                .stored())
        .hasSize(1);
    assertThat(ledger.append(Append.of(List.of(Reports.statistics(1, 5)))).stored()).isEmpty();
    try (Feed feed = ledger.feed(new FeedOptions("http", Kinds.ALL, Start.BEGINNING))) {
      assertThat(feed.poll(1, Duration.ZERO).position(0)).isEqualTo(13);
      Batch next = feed.poll(1, Duration.ZERO);
      feed.deadLetter(next.position(0), next.lines().get(0), "answered 400", 1);
    }
    ledger.track(List.of(SampleMessages.sent("m-3", Reports.phone(10))));
  }

  @Test
  void bringsAllOfItAlong() throws Exception {
    Seen before = before();
    migrate();
    requireAllThere(before);
    assertThatThrownBy(() -> Migration.run(from, to, (records, of) -> {}))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("has records already");
  }

  @Test
  void goesOnWhereItWasCutShort() throws Exception {
    Seen before = before();
    for (int cut = 0; cut < 2; cut++) {
      assertThatThrownBy(
              () ->
                  Migration.run(
                      from,
                      to,
                      (records, of) -> {
                        throw new IllegalStateException("killed after " + records);
                      }))
          .hasMessageContaining("killed");
      assertThatThrownBy(() -> Ledger.open(to))
          .isInstanceOf(UnusableLedger.class)
          .hasMessageContaining("migration into it is not finished");
    }
    List<Long> steps = new ArrayList<>();
    Migration.run(from, to, (records, of) -> steps.add(records));
    assertThat(steps.get(0)).as("not from the beginning").isGreaterThan(10_000);
    requireAllThere(before);
  }

  @Test
  void refusesWhatIsNotThereOrInUse() {
    assertThatThrownBy(
            () ->
                Migration.run(
                    LedgerOptions.of("jdbc:sqlite:" + folder.resolve("none.db")),
                    to,
                    (n, of) -> {}))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("there is no ledger");
    try (Ledger used = Ledger.open(from)) {
      assertThatThrownBy(() -> Migration.run(from, to, (n, of) -> {}))
          .isInstanceOf(LedgerException.class);
      assertThat(used.health().writable()).isTrue();
    }
    assertThatThrownBy(() -> Migration.run(to, from, (n, of) -> {}))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("cannot be taken from");
  }
}
