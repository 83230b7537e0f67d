package io.dlrhub.management;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.TooManyAccounts;
import io.dlrhub.report.Channel;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.ReconciliationFixture;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of the day before, from the running hub and from a ledger opened again. */
class DailyReconciliationTest {

  @TempDir Path folder;

  private static List<String> lines(CapturedLog log) {
    return log.text().lines().filter(line -> line.contains("reconciliation of ")).toList();
  }

  @Test
  void tellsOfTheDayBeforeWhenTheFirstHourIsOver() throws Exception {
    SettableClock clock = new SettableClock("2026-11-20T00:59:59Z");
    try (CapturedLog log = new CapturedLog();
        HubUnderTest hub = HubUnderTest.in(folder).clock(clock).start()) {
      ReconciliationFixture.fill(hub);
      await().atMost(LIMIT).until(() -> hub.ledger().reconciliationTold().isPresent());
      assertThat(lines(log)).as("of the 18th there is nothing").isEmpty();

      clock.set("2026-11-20T01:00:00Z");
      await().atMost(LIMIT).until(() -> lines(log).size() == 2);
      assertThat(lines(log).get(0))
          .endsWith(
              "reconciliation of 2026-11-19 account default: tracked 7 messages 11 phones, reported 8,"
                  + " no report 3; never tracked 2; held 7 delivered, 3 failed, 1 unknown;"
                  + " statistics of 6 hours: submitted 11, reported 10 (+1), delivered 6 (+0),"
                  + " failed 4 (+1)");
      assertThat(lines(log).get(1))
          .endsWith(
              "reconciliation of 2026-11-19 account shop2: tracked 1 messages 1 phones, reported 1,"
                  + " no report 0; never tracked 0; held 0 delivered, 1 failed, 0 unknown;"
                  + " statistics of 1 hours: submitted 1, reported 1 (+0), delivered 0 (+0),"
                  + " failed 1 (+0)");
    }
  }

  @Test
  void tellsOfADayOnceAlsoAfterARestart() {
    SettableClock clock = new SettableClock("2026-11-20T01:30:00Z");
    LedgerOptions options = options(clock);
    try (CapturedLog log = new CapturedLog()) {
      for (String now : List.of("2026-11-20T01:30:00Z", "2026-11-20T14:00:00Z")) {
        clock.set(now);
        try (Ledger ledger = Ledger.open(options)) {
          track(ledger, "on-the-19th", "2026-11-19T08:00:00Z", "two\nlines");
          track(ledger, "on-the-20th", "2026-11-20T08:00:00Z", "default");
          DailyReconciliation reconciliation = new DailyReconciliation(clock, () -> ledger);
          reconciliation.look();
          reconciliation.look();
          clock.set("2026-11-20T00:10:00Z");
          reconciliation.look();
        }
      }
      assertThat(lines(log))
          .singleElement()
          .asString()
          .contains("reconciliation of 2026-11-19 account two?lines: tracked 1 messages");

      clock.set("2026-11-23T05:00:00Z");
      try (Ledger ledger = Ledger.open(options)) {
        track(ledger, "on-the-22nd", "2026-11-22T23:59:59Z", "default");
        new DailyReconciliation(clock, () -> ledger).look();
      }
      assertThat(lines(log)).as("missed days are not made up for").hasSize(2);
      assertThat(lines(log).get(1))
          .contains("reconciliation of 2026-11-22 account default: tracked 1 messages 0 phones")
          .contains("1 messages without phones, no report 1;");
    }
  }

  @Test
  void saysOnceThatThereAreTooManyAccounts() {
    SettableClock clock = new SettableClock("2026-11-20T01:30:00Z");
    try (CapturedLog log = new CapturedLog();
        Ledger ledger = Ledger.open(options(clock))) {
      ledger.track(
          IntStream.rangeClosed(0, TooManyAccounts.MOST)
              .mapToObj(i -> message("m-" + i, "2026-11-19T08:00:00Z", "account-" + i))
              .toList());
      DailyReconciliation reconciliation = new DailyReconciliation(clock, () -> ledger);
      reconciliation.look();
      reconciliation.look();
      assertThat(log.text().lines().filter(line -> line.contains("reconciliation of 2026-11-19")))
          .singleElement()
          .asString()
          .endsWith("there are more than 1000 accounts in these hours; ask for one of them");
    }
  }

  private LedgerOptions options(SettableClock clock) {
    return new LedgerOptions(
        "jdbc:sqlite:" + folder.resolve("ledger.db"),
        null,
        null,
        Duration.ofDays(30),
        1 << 20,
        clock);
  }

  private static void track(Ledger ledger, String messageId, String sentAt, String account) {
    ledger.track(List.of(message(messageId, sentAt, account)));
  }

  private static SentMessage message(String messageId, String sentAt, String account) {
    return new SentMessage(
        "ucloud",
        account,
        Channel.SMS,
        messageId,
        List.of(),
        Instant.parse(sentAt),
        null,
        RawJson.of("{}"));
  }
}
