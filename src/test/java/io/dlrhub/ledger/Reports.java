package io.dlrhub.ledger;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Identity;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records as providers send them. */
public final class Reports {

  private static final PhoneNumbers CHINA = new PhoneNumbers("CN");

  public static final Instant RECEIVED = Instant.parse("2026-11-20T08:00:01.250Z");

  private Reports() {}

  /** A delivered report of that number; different numbers are different messages. */
  public static DeliveryReport number(long number) {
    return of("session-" + number, phone(number), DeliveryStatus.DELIVERED, "ref-" + number);
  }

  public static List<DeliveryReport> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Reports::number).toList();
  }

  /** Delivered reports of a few messages in turn, each of a phone of its own. */
  public static List<DeliveryReport> ofMessages(int messages, int reports) {
    return IntStream.range(0, reports)
        .mapToObj(i -> of("m-" + i % messages, phone(i), DeliveryStatus.DELIVERED, "r-" + i))
        .toList();
  }

  public static String phone(long number) {
    return "(86)185" + String.format("%08d", number % 100_000_000);
  }

  public static DeliveryReport of(
      String messageId, String phone, DeliveryStatus status, String reference) {
    String raw =
        "{\"SessionNo\":\"%s\",\"Phone\":\"%s\",\"UserId\":\"%s\",\"ReceiptResult\":\"成功\",\"ReceiptCode\":\"DELIVRD\",\"ReceiptDesc\":\"\",\"ReceiptTime\":1795161600,\"CostCount\":1,\"CostPhone\":1}"
            .formatted(messageId, phone, reference);
    return DeliveryReport.builder()
        .provider("ucloud")
        .account("default")
        .channel(Channel.SMS)
        .messageId(messageId)
        .phone(phone)
        .phoneE164(CHINA.toE164(phone))
        .status(status)
        .failureReason(status == DeliveryStatus.FAILED ? FailureReason.UNREACHABLE : null)
        .providerStatus("成功")
        .code("DELIVRD")
        .description("")
        .segments(1)
        .reportedAt(Instant.parse("2026-11-20T08:00:00Z"))
        .receivedAt(RECEIVED)
        .reference(reference)
        .origin(Origin.PUSH)
        .raw(RawJson.of(raw))
        .build();
  }

  public static DeliveryStatistics statistics(int hour, long delivered) {
    Instant start = Instant.parse("2026-11-20T00:00:00Z").plus(Duration.ofHours(hour));
    Instant end = start.plus(Duration.ofHours(1));
    return new DeliveryStatistics(
        Identity.ofStatistics("tencent", "default", start, end, 0),
        "tencent",
        "default",
        start,
        end,
        100,
        90,
        delivered,
        90 - delivered,
        Map.of(FailureReason.UNREACHABLE, 90 - delivered),
        0,
        RECEIVED,
        RawJson.of("{\"result\":0}"));
  }

  public static Append append(List<? extends Record> records) {
    return Append.of(records);
  }
}
