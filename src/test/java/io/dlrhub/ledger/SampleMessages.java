package io.dlrhub.ledger;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.schedule.QuerySchedule;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.Record;
import io.dlrhub.report.SentMessage;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Messages of which a ledger is told, and what is asked of it about them. */
final class SampleMessages {

  public static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");
  public static final DueQuery QUERY = new DueQuery("ucloud", "default", Channel.SMS);

  private static final Duration FIRST_STEP = Duration.ofMinutes(5);
  private static final Duration LAST_STEP = Duration.ofMinutes(30);

  private SampleMessages() {}

  /** Of a ledger that asks twice, 5 and 30 minutes after a message was sent. */
  public static LedgerOptions options(Path file, Clock clock) {
    QuerySchedule schedule = new QuerySchedule(List.of(FIRST_STEP, LAST_STEP));
    return Ledgers.options(file, clock).withTracking(schedule, "CN");
  }

  public static SentMessage sent(String messageId, String... phones) {
    return sent(messageId, SENT, phones);
  }

  public static SentMessage sent(String messageId, Instant sentAt, String... phones) {
    return new SentMessage(
        "ucloud",
        "default",
        Channel.SMS,
        messageId,
        List.of(phones),
        sentAt,
        "order-" + messageId,
        RawJson.of("{\"messageId\":\"" + messageId + "\"}"));
  }

  public static Record report(String messageId, String phone, DeliveryStatus status) {
    return Reports.of(messageId, phone, status, "order-" + messageId);
  }

  /** Takes both steps of a message just sent, and learns nothing. */
  public static void askTwice(Due due, SettableClock clock) {
    clock.advance(FIRST_STEP);
    due.answered(due.poll(10), Set.of());
    clock.advance(LAST_STEP.minus(FIRST_STEP));
    due.answered(due.poll(10), Set.of());
  }

  /** What a sink gets that wants everything from the beginning. */
  public static Feed everything(Ledger ledger) {
    return ledger.feed(new FeedOptions("test", Kinds.ALL, Start.BEGINNING));
  }
}
