package io.dlrhub.ledger;

import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A ledger whose reconciliation is looked at, with a clock that the test moves. */
public final class ReconciliationLedger implements AutoCloseable {

  /** Hours are counted from here; the clock begins a second later. */
  public static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");

  public final SettableClock clock = new SettableClock(EIGHT.plusSeconds(1));
  private final LedgerOptions options;
  private Ledger ledger;

  public ReconciliationLedger(Path folder) {
    options = Ledgers.options(folder.resolve("ledger.db"), clock);
    ledger = Ledger.open(options);
  }

  public void reopen() {
    ledger.close();
    ledger = Ledger.open(options);
  }

  public void reopen(SqliteLedger.Internals internals) {
    ledger.close();
    ledger = SqliteLedger.open(options, internals);
  }

  /** What it is made of. */
  public Ledger real() {
    return ledger;
  }

  public static DeliveryReport report(
      String messageId, DeliveryStatus status, int hour, String reference) {
    return Reports.of(messageId, "18512345678", status, reference).toBuilder()
        .reportedAt(EIGHT.plus(Duration.ofHours(hour)))
        .receivedAt(EIGHT.plus(Duration.ofHours(hour)).plusMillis(250))
        .build();
  }

  /** One after the other. */
  public void append(DeliveryReport... reports) {
    for (DeliveryReport report : reports) {
      appendAtOnce(List.of(report));
    }
  }

  public void appendAtOnce(List<DeliveryReport> reports) {
    ledger.append(Append.of(reports));
  }

  public void track(String messageId, Instant sentAt, String... phones) {
    ledger.track(List.of(SampleMessages.sent(messageId, sentAt, phones)));
  }

  public Reconciliation reconcile(int fromHour, int toHour) {
    return reconcile(fromHour, toHour, 1000);
  }

  public Reconciliation reconcile(int fromHour, int toHour, int listed) {
    return ledger.reconcile(
        new ReconciliationQuery(
            null,
            EIGHT.plus(Duration.ofHours(fromHour)),
            EIGHT.plus(Duration.ofHours(toHour)),
            listed));
  }

  /** How many phones were delivered, failed and are unknown. */
  public static String held(ReconciledHour hour) {
    return hour.held().delivered() + " " + hour.held().failed() + " " + hour.held().unknown();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
