package io.dlrhub.provider.ucloud;

import static io.dlrhub.provider.ucloud.ScriptedGateway.dropped;
import static io.dlrhub.provider.ucloud.ScriptedGateway.half;
import static io.dlrhub.provider.ucloud.ScriptedGateway.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two shipped query Kamelets in a host's context, against real HTTP on loopback. */
class ReceiptActionTest {

  private static final String KEYS = "&publicKey=pub&privateKey=secret&endpoint=";

  private final CamelContext context = new DefaultCamelContext();
  private final List<String> outcomes = new ArrayList<>();
  private ScriptedGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new ScriptedGateway();
    PullObserver observer =
        (provider, account, action, outcome) -> outcomes.add(action + " " + outcome.wireName());
    context.getRegistry().bind("observer", observer);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:sms")
                .errorHandler(noErrorHandler())
                .to("kamelet:ucloud-usms-receipt-action?projectId=org-1" + KEYS + gateway.url());
            from("direct:video")
                .errorHandler(noErrorHandler())
                .to(
                    "kamelet:ucloud-isms-receipt-action?region=cn-zj&zone=cn-zj-01"
                        + KEYS
                        + gateway.url());
          }
        });
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    context.stop();
    gateway.close();
  }

  @Test
  void readsTheDocumentedSampleOfATextMessage() {
    gateway.then(new String(Golden.bytes("receipt.json"), UTF_8));

    Exchange exchange = ask("direct:sms", "497XXXX4-eXXXXc-4XXX");

    DeliveryReport report = reports(exchange).get(0);
    assertThat(report.messageId()).isEqualTo("497XXXX4-eXXXXc-4XXX");
    assertThat(report.phone()).isEqualTo("185XXX9057");
    assertThat(report.phoneE164()).isNull();
    assertThat(report.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(report.origin()).isEqualTo(Origin.QUERY);
    assertThat(report.segments()).isEqualTo(1);
    assertThat(report.reportedAt()).isEqualTo("2019-04-02T01:32:30Z");
    assertThat(report.raw().toString()).startsWith("{\"CostCount\":1,\"Phone\"");
    assertThat(pending(exchange)).isEmpty();
  }

  @Test
  void quarantinesTheTextsInTheDocumentedSampleOfAVideoMessage() {
    gateway.then(new String(Golden.bytes("video-receipt.json"), UTF_8));

    Exchange exchange = ask("direct:video", "IubvXews");

    assertThat(reports(exchange)).isEmpty();
    assertThat(rejected(exchange)).hasSize(1);
    assertThat(rejected(exchange).get(0).source()).isEqualTo("ucloud-video-query");
    assertThat(rejected(exchange).get(0).bytes()).isEqualTo("\"dvLbalts\"".getBytes(UTF_8));
    assertThat(pending(exchange)).containsExactly("IubvXews");
  }

  @Test
  void signsAndNumbersTheIdsAndKeepsTheCallersHeadersToItself() {
    gateway.then("{\"RetCode\":0}");

    Exchange exchange =
        context
            .createFluentProducerTemplate()
            .to("direct:sms")
            .withBody(List.of("a", "b", "a"))
            .withHeader("mine", "kept")
            .request(Exchange.class);

    Map<String, String> form = new TreeMap<>(gateway.forms().get(0));
    String signature = form.remove("Signature");
    assertThat(form)
        .containsEntry("Action", "GetUSMSSendReceipt")
        .containsEntry("ProjectId", "org-1")
        .containsEntry("SessionNoSet.0", "a")
        .containsEntry("SessionNoSet.1", "b")
        .hasSize(5);
    assertThat(signature).isEqualTo(UCloudSignature.sign(form, "secret"));
    assertThat(gateway.heads().get(0)).doesNotContain("kept");
    assertThat(exchange.getMessage().getHeaders()).containsExactly(Map.entry("mine", "kept"));
  }

  @Test
  void asksForVideoMessagesByTaskWithRegionAndZone() {
    gateway.then(
        "{\"RetCode\":0,\"Data\":[{\"TaskId\":\"t\",\"ReceiptSet\":[{\"SessionId\":\"p-1\","
            + "\"Phone\":\"(86)18512345678\",\"ReceiptResult\":\"发送失败\",\"ReceiptCode\":\"X\","
            + "\"ReceiptDesc\":\"空号\",\"ReceiptTime\":\"1563867000\"}]}]}");

    DeliveryReport report = reports(ask("direct:video", "t")).get(0);

    assertThat(gateway.forms().get(0))
        .containsEntry("Action", "GetISMSSendReceipt")
        .containsEntry("Region", "cn-zj")
        .containsEntry("Zone", "cn-zj-01")
        .containsEntry("TaskIdSet.0", "t");
    assertThat(report.channel()).isEqualTo(Channel.VIDEO);
    assertThat(report.messageId()).isEqualTo("t");
    assertThat(report.partId()).isEqualTo("p-1");
    assertThat(report.phoneE164()).isEqualTo("+8618512345678");
    assertThat(report.failureReason()).isEqualTo(FailureReason.INVALID_NUMBER);
    assertThat(report.reportedAt()).isEqualTo("2019-07-23T07:30:00Z");
  }

  @Test
  void leavesOutWhatIsNotFinalAndNamesItAsPending() {
    gateway.then(
        "{\"RetCode\":\"0\",\"Data\":["
            + group("done", receipt("1", "Success"), receipt("2", "发送失败"))
            + ","
            + group("half", receipt("1", "Success"), receipt("2", "状态未知"))
            + ","
            + group("early", receipt("1", "Unknow"))
            + ","
            + group("empty")
            + ",{\"SessionNo\":\"null\",\"ReceiptSet\":null}"
            + "]}");

    Exchange exchange =
        ask("direct:sms", List.of("done", "half", "early", "empty", "null", "absent"));

    assertThat(reports(exchange))
        .extracting(report -> report.messageId() + " " + report.phone())
        .containsExactly("done 1", "done 2", "half 1");
    assertThat(rejected(exchange)).isEmpty();
    assertThat(pending(exchange)).containsExactly("half", "early", "empty", "null", "absent");
  }

  @Test
  void quarantinesWhatIsUnusableAndTakesTheRest() {
    gateway.then(
        "{\"Data\":[5,{\"ReceiptSet\":[]},"
            + group("odd", "\"text\"", "{\"ReceiptResult\":\"Success\"}", receipt("1", "Success"))
            + ",{\"SessionNo\":\"set\",\"ReceiptSet\":{\"Phone\":\"1\"}}],\"RetCode\":0}");

    Exchange exchange = ask("direct:sms", List.of("odd", "set"));

    assertThat(reports(exchange)).hasSize(1);
    assertThat(rejected(exchange))
        .extracting(Rejected::reason)
        .containsExactly(
            "not-an-object", "no-message-id", "not-an-object", "no-phone", "not-an-object");
    assertThat(pending(exchange)).containsExactly("odd", "set");
  }

  @Test
  void timesOfZeroAreNone() {
    gateway.then(
        "{\"RetCode\":0,\"Data\":["
            + group("s", "{\"Phone\":\"1\",\"ReceiptResult\":\"Success\",\"ReceiptTime\":0}")
            + "]}");

    assertThat(reports(ask("direct:sms", "s")).get(0).reportedAt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void anAnswerWithoutDataLeavesAllPending(String data) {
    gateway.then("{\"RetCode\":0,\"Data\":" + data + "}");

    assertThat(pending(ask("direct:sms", "s"))).containsExactly("s");
  }

  @Test
  void dataThatIsNoArrayIsQuarantined() {
    gateway.then("{\"RetCode\":0,\"Data\":{\"a\":1}}");

    Exchange exchange = ask("direct:sms", "s");

    assertThat(rejected(exchange).get(0).reason()).isEqualTo("no-data");
    assertThat(pending(exchange)).containsExactly("s");
  }

  @Test
  void nothingAskedIsNothingAnsweredWithoutACall() {
    assertThat(reports(ask("direct:sms", List.of()))).isEmpty();
    assertThat(gateway.forms()).isEmpty();
  }

  @Test
  void aHundredIdsAreOneCallAndMoreAreRefused() {
    gateway.then("{\"RetCode\":0}");
    List<String> ids = IntStream.range(0, 101).mapToObj(i -> "s" + i).toList();

    assertThat(pending(ask("direct:sms", ids.subList(0, 100)))).hasSize(100);
    assertThat(ask("direct:sms", ids).getException())
        .hasStackTraceContaining("101 message ids in one query, accepted are at most 100");
    assertThat(gateway.forms()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"153,false,rate-limited", "171,true,refused", "9999,false,provider-trouble"})
  void aRetCodeIsARefusalThatNamesIt(int code, boolean lasting, String outcome) {
    gateway.then("{\"RetCode\":" + code + ",\"Message\":\"said so\"}");

    Exception thrown = ask("direct:sms", "s").getException();

    assertThat(thrown).isInstanceOf(UCloudRefusal.class).hasMessageContaining("said so");
    assertThat(((UCloudRefusal) thrown).retCode()).isEqualTo(code);
    assertThat(((UCloudRefusal) thrown).isLasting()).isEqualTo(lasting);
    assertThat(outcomes).containsExactly("GetUSMSSendReceipt " + outcome);
  }

  @Test
  void noAnswerIsARefusalWithoutRetCode() {
    String body = "{\"RetCode\":0,\"Data\":[" + group("s", receipt("1", "Success")) + "]}";
    gateway
        .then(dropped())
        .then(whole(504, "<html>"))
        .then("<html>")
        .then("{}")
        .then("[]")
        .then(half(body, 60));

    for (int i = 0; i < 6; i++) {
      Exception thrown = ask("direct:sms", "s").getException();

      assertThat(thrown).isInstanceOf(UCloudRefusal.class);
      assertThat(((UCloudRefusal) thrown).retCode()).isEqualTo(-1);
    }
    assertThat(gateway.forms()).hasSize(6);
    assertThat(outcomes)
        .containsOnly("GetUSMSSendReceipt http-trouble", "GetUSMSSendReceipt not-understood");
  }

  @ParameterizedTest
  @CsvSource({
    "region=cn-zj,zone",
    "zone=cn-zj-01,region",
    "region=cn-zj&zone=RAW( ),zone is missing"
  })
  void videoQueriesWantRegionAndZoneBeforeTheyStart(String options, String missing) {
    String uri = "kamelet:ucloud-isms-receipt-action?" + options + KEYS + gateway.url();

    assertThatThrownBy(() -> context.addRoutes(routeTo(uri))).hasStackTraceContaining(missing);
  }

  private static RouteBuilder routeTo(String uri) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:other").to(uri);
      }
    };
  }

  private Exchange ask(String endpoint, Object body) {
    return context
        .createProducerTemplate()
        .send(endpoint, exchange -> exchange.getMessage().setBody(body));
  }

  @SuppressWarnings("unchecked")
  private static List<DeliveryReport> reports(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(List.class);
  }

  @SuppressWarnings("unchecked")
  private static List<Rejected> rejected(Exchange exchange) {
    return exchange.getProperty(Rejected.PROPERTY, List.of(), List.class);
  }

  @SuppressWarnings("unchecked")
  private static List<String> pending(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getProperty(QuerySplit.PENDING, List.class);
  }

  private static String group(String id, String... receipts) {
    return "{\"ReceiptSet\":[" + String.join(",", receipts) + "],\"SessionNo\":\"" + id + "\"}";
  }

  private static String receipt(String phone, String result) {
    return "{\"Phone\":\"" + phone + "\",\"ReceiptResult\":\"" + result + "\"}";
  }
}
