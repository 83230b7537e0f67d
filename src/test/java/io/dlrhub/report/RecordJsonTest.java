package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(RecordJsonTest.class.getResourceAsStream("/schema/record.schema.json"));
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123Z");

  @Property
  void aReportComesBackAsItWent(@ForAll("reports") DeliveryReport report) {
    assertThat(RecordJson.read(RecordJson.write(report))).isEqualTo(report);
  }

  @Property
  void everyReportIsOneLineThatTheSchemaAccepts(@ForAll("reports") DeliveryReport report)
      throws IOException {
    byte[] line = RecordJson.write(report);

    assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
    assertThat(SCHEMA.validate(JSON.readTree(line))).isEmpty();
  }

  @Property
  void statisticsComeBackAsTheyWentAndTheSchemaAcceptsThem(
      @ForAll("statistics") DeliveryStatistics statistics) throws IOException {
    byte[] line = RecordJson.write(statistics);

    assertThat(RecordJson.read(line)).isEqualTo(statistics);
    assertThat(SCHEMA.validate(JSON.readTree(line))).isEmpty();
  }

  @Test
  void aRecordIsReadOutOfALargerArrayWithItsRawAsItStands() {
    DeliveryReport report =
        Arbitraries.just(builder())
            .map(b -> b.raw(RawJson.of("{\"a\":[1,{\"b\":\"}\"}]}")))
            .sample()
            .build();
    byte[] line = RecordJson.write(report);
    byte[] larger = new byte[line.length + 7];
    System.arraycopy(line, 0, larger, 3, line.length);

    Record read = RecordJson.read(larger, 3, line.length);

    assertThat(read).isEqualTo(report);
    assertThat(read.raw()).hasToString("{\"a\":[1,{\"b\":\"}\"}]}");
  }

  @Test
  void theSchemaRefusesWhatIsNoRecord() throws IOException {
    String good = new String(RecordJson.write(builder().build()), StandardCharsets.UTF_8);

    assertThat(SCHEMA.validate(JSON.readTree(good))).isEmpty();
    assertThat(SCHEMA.validate(JSON.readTree(good.replace("delivered", "arrived")))).isNotEmpty();
    assertThat(SCHEMA.validate(JSON.readTree(good.replace("\"partId\":null,", "")))).isNotEmpty();
  }

  @Test
  void refusesToReadWhatIsNoRecord() {
    for (String line : new String[] {"", "[]", "{}", "{\"id\":\"x\"}", "{\"id\":null"}) {
      assertThatThrownBy(() -> RecordJson.read(line.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Provide
  Arbitrary<DeliveryReport> reports() {
    Arbitrary<String> text = text().injectNull(0.2);
    Arbitrary<String> id = text().filter(s -> !s.isEmpty());
    Arbitrary<Instant> time =
        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond).injectNull(0.2);
    Arbitrary<DeliveryReport.Builder> words =
        Combinators.combine(id, text, text(), text, text, text, text)
            .as(
                (message, part, phone, word, code, description, reference) ->
                    builder()
                        .messageId(message)
                        .partId(part)
                        .phone(phone)
                        .providerStatus(word)
                        .code(code)
                        .description(description)
                        .reference(reference));
    return Combinators.combine(
            words,
            Arbitraries.of(DeliveryStatus.class),
            Arbitraries.of(FailureReason.class),
            Arbitraries.of(Channel.class),
            Arbitraries.of(Origin.class),
            Arbitraries.integers().greaterOrEqual(0).injectNull(0.2),
            time)
        .as(
            (builder, status, reason, channel, origin, segments, reportedAt) ->
                builder
                    .status(status)
                    .failureReason(status == DeliveryStatus.FAILED ? reason : null)
                    .channel(channel)
                    .origin(origin)
                    .segments(segments)
                    .reportedAt(reportedAt)
                    .build());
  }

  @Provide
  Arbitrary<DeliveryStatistics> statistics() {
    Arbitrary<Long> count = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(count, count, count, count, Arbitraries.integers().between(1, 99))
        .as(
            (submitted, reported, delivered, failed, revision) ->
                new DeliveryStatistics(
                        new RecordId(0, 0),
                        "tencent",
                        "shop",
                        Instant.parse("2026-11-20T08:00:00Z"),
                        Instant.parse("2026-11-20T09:00:00Z"),
                        submitted,
                        reported,
                        delivered,
                        failed,
                        Map.of(FailureReason.BLACKLISTED, failed),
                        0,
                        NOW,
                        RawJson.EMPTY_OBJECT)
                    .withRevision(revision));
  }

  /** Any text that UTF-8 can carry; halves of surrogate pairs are replaced at the intake. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings().all().ofMaxLength(12).filter(RecordJsonTest::isWellFormed);
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static DeliveryReport.Builder builder() {
    return DeliveryReport.builder()
        .provider("ucloud")
        .account("default")
        .channel(Channel.SMS)
        .messageId("s-1")
        .phone("18512345678")
        .status(DeliveryStatus.DELIVERED)
        .receivedAt(NOW)
        .origin(Origin.PUSH)
        .raw(RawJson.EMPTY_OBJECT);
  }
}
