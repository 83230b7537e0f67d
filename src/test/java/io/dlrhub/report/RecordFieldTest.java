package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Reports;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Single fields are what parsing the whole record gives. */
class RecordFieldTest {

  private static final List<String> AWKWARD =
      List.of(
          "a",
          "1",
          "\"",
          "\\",
          "\\\"",
          ",\"phone\":\"",
          "\"phone\":",
          "\n",
          "\u0001",
          "会",
          "😀",
          ",",
          "{",
          "}",
          " ",
          "/",
          "\u2028");

  private final Random random = new Random(815);

  private String anything() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n >= 0; n--) {
      text.append(AWKWARD.get(random.nextInt(AWKWARD.size())));
    }
    return text.toString();
  }

  @Test
  void readsWhatParsingGives() {
    for (int i = 0; i < 5000; i++) {
      DeliveryReport report =
          Reports.number(i).toBuilder()
              .id(null)
              .provider(anything())
              .account(anything())
              .messageId(anything())
              .partId(random.nextBoolean() ? anything() : null)
              .phone(random.nextInt(4) == 0 ? null : anything())
              .phoneE164(anything())
              .status(DeliveryStatus.values()[random.nextInt(3)])
              .code(anything())
              .reference(anything())
              .raw(RawJson.of("{\"x\":1,\"phone\":\"inner\",\"status\":\"inner\"}"))
              .build();
      byte[] line = RecordJson.write(report);
      DeliveryReport parsed = (DeliveryReport) RecordJson.read(line);
      assertThat(RecordField.PROVIDER.text(line)).isEqualTo(parsed.provider());
      assertThat(RecordField.ACCOUNT.text(line)).isEqualTo(parsed.account());
      assertThat(RecordField.CHANNEL.text(line)).isEqualTo(parsed.channel().wireName());
      assertThat(RecordField.MESSAGE_ID.text(line)).isEqualTo(parsed.messageId());
      assertThat(RecordField.PHONE.text(line)).isEqualTo(parsed.phone());
      assertThat(RecordField.STATUS.text(line)).isEqualTo(parsed.status().wireName());
      assertThat(RecordField.RECEIVED_AT.text(line)).isEqualTo(parsed.receivedAt().toString());
    }
  }

  @Test
  void readsWhenStatisticsCame() {
    byte[] line = RecordJson.write(Reports.statistics(3, 80));
    assertThat(RecordField.RECEIVED_AT.text(line)).isEqualTo(Reports.RECEIVED.toString());
    assertThat(RecordField.PHONE.text(line)).isNull();
  }
}
