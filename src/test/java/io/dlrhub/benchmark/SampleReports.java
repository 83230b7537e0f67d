package io.dlrhub.benchmark;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Origin;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports as UCloud sends them, every one different. */
final class SampleReports {

  /** When the provider has them. */
  static final Instant REPORTED = Instant.ofEpochSecond(1_795_161_600);

  private static final Instant RECEIVED = Instant.parse("2026-11-20T08:00:01.250Z");

  private SampleReports() {}

  /** That many reports of one message, each to another phone, numbered from there. */
  static List<DeliveryReport> of(long from, int count) {
    List<DeliveryReport> reports = new ArrayList<>(count);
    String session = new java.util.UUID(from * 0x9E3779B97F4A7C15L, from).toString();
    for (int i = 0; i < count; i++) {
      reports.add(report(session, from + i));
    }
    return reports;
  }

  private static DeliveryReport report(String session, long number) {
    boolean failed = number % 12 == 0;
    String phone = Long.toString(13_000_000_000L + number);
    String raw =
        "{\"Phone\":\"(86)"
            + phone
            + "\",\"CostCount\":1,\"ReceiptResult\":\""
            + (failed ? "失败" : "成功")
            + "\",\"ReceiptCode\":\""
            + (failed ? "MK:0001" : "DELIVRD")
            + "\",\"ReceiptDesc\":\"\",\"ReceiptTime\":1795161600,\"SessionNo\":\""
            + session
            + "\",\"UserId\":\"order-"
            + number
            + "\"}";
    return DeliveryReport.builder()
        .provider("ucloud")
        .account("default")
        .channel(Channel.SMS)
        .messageId(session)
        .phone("(86)" + phone)
        .phoneE164("+86" + phone)
        .status(failed ? DeliveryStatus.FAILED : DeliveryStatus.DELIVERED)
        .failureReason(failed ? FailureReason.UNREACHABLE : null)
        .providerStatus(failed ? "失败" : "成功")
        .code(failed ? "MK:0001" : "DELIVRD")
        .description("")
        .segments(1)
        .reportedAt(REPORTED)
        .receivedAt(RECEIVED)
        .reference("order-" + number)
        .origin(Origin.PUSH)
        .raw(RawJson.of(raw))
        .build();
  }

  /** The first of them as the hub stores them. */
  static List<byte[]> lines(int count) {
    return of(0, count).stream().map(RecordJson::write).toList();
  }
}
