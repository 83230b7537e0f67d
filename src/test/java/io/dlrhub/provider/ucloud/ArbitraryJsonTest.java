package io.dlrhub.provider.ucloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RecordJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a body holds, reading it ends in reports the schema accepts, rejects, or a refusal. */
class ArbitraryJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ArbitraryJsonTest.class.getResourceAsStream("/schema/record.schema.json"));

  private final PhoneNumbers phones = new PhoneNumbers("CN");
  private final UsmsPushReader push = new UsmsPushReader("shop", phones, Clock.systemUTC());
  private final UsmsPullSplit pullSplit = new UsmsPullSplit();
  private final ReceiptNormaliser pulled =
      new ReceiptNormaliser("shop", Channel.SMS, Origin.PULL, phones);

  private PullResult pull(HttpAnswer answer) {
    UsmsPullSplit.Page page = pullSplit.split(answer, PullVerdict.ofHttp(answer));
    Receipts receipts = page.receipts();
    return new PullResult(
        page.verdict(), pulled.reports(receipts.receipts(), Instant.now()), receipts.rejected());
  }

  @Property(tries = 500)
  void everyElementIsAReportOrARejectWhateverItsFieldsHold(
      @ForAll("elements") List<Object> elements) throws IOException {
    byte[] body = PRETTY.writeValueAsBytes(Map.of("MsgType", 2, "Data", elements));

    Reading reading = push.read(body);

    assertThat(reading.reports().size() + reading.rejected().size()).isEqualTo(elements.size());
    for (DeliveryReport report : reading.reports()) {
      byte[] line = RecordJson.write(report);
      assertThat(new String(line, UTF_8)).doesNotContain("\n");
      assertThat(SCHEMA.validate(JSON.readTree(line))).isEmpty();
      assertThat(RecordJson.read(line)).isEqualTo(report);
    }
    List<JsonNode> raws =
        reading.reports().stream().map(report -> tree(report.raw().utf8())).toList();
    assertThat(JSON.readTree(body).get("Data")).containsAll(raws);
  }

  @Property(tries = 500)
  void aBodyCutAnywhereGivesAPrefixOfItsReportsAndIsInDoubt(
      @ForAll("elements") List<Object> elements, @ForAll @IntRange(max = 1_000_000) int cut)
      throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ReportSet", elements);
    answer.put("RetCode", 0);
    byte[] body = PRETTY.writeValueAsBytes(answer);
    byte[] part = java.util.Arrays.copyOf(body, cut % body.length);

    PullResult whole = pull(HttpAnswer.of(200, body));
    PullResult result =
        pull(
            new HttpAnswer(
                new HttpAnswer.Head(200, null, null), part, "cut", null, Reservation.ofNothing()));

    assertThat(whole.verdict().inDoubt()).isFalse();
    assertThat(result.verdict().inDoubt()).isTrue();
    int size = result.reports().size();
    assertThat(ids(result.reports())).isEqualTo(ids(whole.reports().subList(0, size)));
  }

  @Property(tries = 1000)
  void noBytesWhateverBreakTheReaders(@ForAll byte[] bytes) {
    assertThat(pull(HttpAnswer.of(200, bytes)).reports()).isEmpty();
    try {
      push.read(bytes);
    } catch (MalformedPush refused) {
      assertThat(refused.reason().wireName()).isIn("not-json", "not-an-object", "no-msg-type");
    }
  }

  @Provide
  Arbitrary<List<Object>> elements() {
    Arbitrary<String> names =
        Arbitraries.of(
            "SessionNo",
            "Phone",
            "CostCount",
            "ReceiptTime",
            "ReceiptResult",
            "ReceiptCode",
            "ReceiptDesc",
            "UserId",
            "Other");
    Arbitrary<Object> element =
        Arbitraries.maps(names, values()).ofMinSize(4).ofMaxSize(9).map(Object.class::cast);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, element), net.jqwik.api.Tuple.of(1, values()))
        .list()
        .ofMaxSize(5);
  }

  private static Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(8).map(Object.class::cast),
        Arbitraries.of("18512345678", "发送失败", "Success", "MK:0001", "a\\\"//b", "/* {"),
        Arbitraries.longs().map(Object.class::cast),
        Arbitraries.doubles().map(Object.class::cast),
        Arbitraries.of(true, false).map(Object.class::cast),
        Arbitraries.just(List.of(1, Map.of("x", List.of()))));
  }

  private static List<String> ids(List<DeliveryReport> reports) {
    return reports.stream().map(report -> report.id().toString()).toList();
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
