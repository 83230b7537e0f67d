package io.dlrhub.ledger.sqlite.reconciliation;

import static io.dlrhub.ledger.ReconciliationLedger.EIGHT;
import static io.dlrhub.ledger.ReconciliationLedger.report;
import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationBusy;
import io.dlrhub.ledger.ReconciliationLedger;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.identity.Generations;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a reconciliation is read: in parts, from the generations of that time, one at a time. */
class ReconciliationReadingTest {

  @TempDir Path folder;
  @AutoClose private ReconciliationLedger ledger;

  @BeforeEach
  void open() {
    ledger = new ReconciliationLedger(folder);
  }

  /** More phones than may be remembered, so that they are done in parts. */
  @Test
  void balancesManyRecordsWithoutRememberingThem() {
    int remembered = 1 << 13;
    ledger.reopen(
        new SqliteLedger.Internals(
            DriverManager::getConnection, Generations.CAPACITY, 1000, remembered));
    ledger.track("elsewhere", EIGHT.minus(Duration.ofDays(3)), "18512345678");
    int messages = 182_000;
    long[][] expected = new long[4][3];
    List<DeliveryReport> second = new ArrayList<>();
    List<DeliveryReport> batch = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      int hour = i % 3;
      String id = "m-" + i;
      switch (i % 20) {
        case 16, 17 -> {
          batch.add(report(id, DeliveryStatus.FAILED, hour, null));
          expected[hour][1]++;
        }
        case 18 -> {
          batch.add(report(id, DeliveryStatus.UNKNOWN, hour, null));
          second.add(report(id, DeliveryStatus.DELIVERED, hour + 1, null));
          expected[hour + 1][0]++;
        }
        case 19 -> {
          batch.add(report(id, DeliveryStatus.DELIVERED, hour, null));
          second.add(report(id, DeliveryStatus.FAILED, hour + 1, null));
          expected[hour + 1][1]++;
        }
        default -> {
          batch.add(report(id, DeliveryStatus.DELIVERED, hour, null));
          expected[hour][0]++;
        }
      }
      if (batch.size() == 2000 || i == messages - 1) {
        ledger.appendAtOnce(batch);
        batch = new ArrayList<>();
      }
    }
    ledger.appendAtOnce(second);

    Reconciliation reconciliation = ledger.reconcile(0, 4, 1000);
    assertThat(reconciliation.hours()).hasSize(4);
    for (int hour = 0; hour < 4; hour++) {
      long[] sums = expected[hour];
      assertThat(reconciliation.hours().get(hour))
          .returns(sums[0] + " " + sums[1] + " " + sums[2], ReconciliationLedger::held)
          .returns(sums[0] + sums[1] + sums[2], one -> one.held().untracked());
    }
    assertThat(reconciliation.untracked())
        .hasSize(1000)
        .first()
        .returns("m-0", DeliveryReport::messageId);
  }

  @Test
  void findsRecordsByTheTimeTheyWereAppended() {
    for (int hour = 0; hour < 48; hour++) {
      ledger.append(report("m-" + hour, DeliveryStatus.DELIVERED, hour, null));
      ledger.clock.advance(Duration.ofHours(1));
    }
    for (int hour = 0; hour < 48; hour += 7) {
      assertThat(ledger.reconcile(hour, hour + 1).hours())
          .singleElement()
          .returns("1 0 0", ReconciliationLedger::held)
          .returns(EIGHT.plus(Duration.ofHours(hour)), ReconciledHour::hour);
    }
    assertThat(ledger.reconcile(48, 60).hours()).isEmpty();
    assertThat(ledger.reconcile(-60, 0).hours()).isEmpty();
  }

  @Test
  void saysSinceWhenNothingWasRemoved() {
    ledger.reopen(
        new SqliteLedger.Internals(
            DriverManager::getConnection, Ledgers.SMALL_GENERATION, Ledgers.PROBE_MILLIS));
    ledger.appendAtOnce(Reports.numbers(0, 400));
    assertThat(ledger.reconcile(0, 1).isComplete(EIGHT)).isTrue();
    for (int day = 1; day <= 29; day++) {
      ledger.clock.advance(Duration.ofDays(1));
      ledger.append(report("day-" + day, DeliveryStatus.DELIVERED, 24 * day, null));
    }
    assertThat(ledger.reconcile(0, 24).isComplete(EIGHT)).isTrue();
    ledger.clock.advance(Duration.ofDays(1));
    ledger.append(report("day-30", DeliveryStatus.DELIVERED, 24 * 30, null));
    ledger.clock.advance(Duration.ofDays(1));
    ledger.append(report("day-31", DeliveryStatus.DELIVERED, 24 * 31, null));
    assertThat(ledger.reconcile(0, 24).isComplete(EIGHT)).isFalse();
    await().atMost(LIMIT).until(() -> ledger.real().inspect().extent().reports() < 400);
    assertThat(ledger.reconcile(0, 24).hours())
        .as("the figures of an hour stay until the last of it is removed")
        .singleElement()
        .returns("400 0 0", ReconciliationLedger::held);
    Reconciliation later = ledger.reconcile(24 * 30, 24 * 30 + 1);
    assertThat(later.hours()).singleElement().returns("1 0 0", ReconciliationLedger::held);
    assertThat(later.isComplete(later.from())).isTrue();
    ledger.clock.advance(Duration.ofDays(35));
    ledger.append(report("day-66", DeliveryStatus.DELIVERED, 24 * 66, null));
    await().atMost(LIMIT).until(() -> ledger.reconcile(0, 24).hours().isEmpty());
  }

  @Test
  void doesOneAtATimeAndEndsWithTheLedger() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ledger.reopen(
        new SqliteLedger.Internals(
            url -> {
              if (Thread.currentThread().getName().equals("first")) {
                reading.countDown();
                awaitUninterruptibly(goOn);
              }
              return DriverManager.getConnection(url);
            },
            Generations.CAPACITY,
            1000));
    ledger.append(report("m", DeliveryStatus.DELIVERED, 0, null));
    CompletableFuture<Reconciliation> first = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                first.complete(ledger.reconcile(0, 1));
              } catch (RuntimeException e) {
                first.completeExceptionally(e);
              }
            },
            "first");
    thread.start();
    assertThat(reading.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> ledger.reconcile(0, 1)).isInstanceOf(ReconciliationBusy.class);

    Thread closing = new Thread(ledger::close);
    closing.start();
    await().atMost(LIMIT).until(() -> !ledger.real().health().writable());
    assertThat(closing.isAlive()).as("it waits for the reader").isTrue();
    goOn.countDown();
    closing.join(20_000);
    assertThat(closing.isAlive()).isFalse();
    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(LedgerException.class)
        .hasRootCauseMessage("the ledger is closed");
    assertThatThrownBy(() -> ledger.reconcile(0, 1)).hasMessage("the ledger is closed");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
