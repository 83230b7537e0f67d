package io.dlrhub.sink;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Origin;
import io.dlrhub.report.RawJson;
import java.time.Instant;

/** Reports for tests. */
public final class Reports {

  private Reports() {}

  public static DeliveryReport delivered(String messageId, String phone) {
    return any(messageId, phone).status(DeliveryStatus.DELIVERED).code("Delivrd").build();
  }

  public static DeliveryReport failed(String messageId, String phone) {
    return any(messageId, phone)
        .status(DeliveryStatus.FAILED)
        .failureReason(FailureReason.UNREACHABLE)
        .code("MK:0001")
        .description("=cmd|'/C calc'!A0, \"quoted\"")
        .build();
  }

  public static DeliveryReport.Builder any(String messageId, String phone) {
    return DeliveryReport.builder()
        .provider("ucloud")
        .account("default")
        .channel(Channel.SMS)
        .messageId(messageId)
        .phone(phone)
        .phoneE164("+86" + phone)
        .reportedAt(Instant.parse("2026-11-20T08:00:00Z"))
        .receivedAt(Instant.parse("2026-11-20T08:00:01Z"))
        .origin(Origin.PUSH)
        .raw(RawJson.of("{\"SessionNo\":\"" + messageId + "\"}"));
  }
}
