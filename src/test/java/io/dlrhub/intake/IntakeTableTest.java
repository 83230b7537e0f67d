package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the table in docs/intake.md, in its order, through the shipped route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTableTest {

  private static final String OK = "{\"code\":0,\"message\":\"ok\"}";
  private static final String TOKEN = "?token=first";
  private static final String PUSH = UCloudPushes.delivered("table", "18512345678");
  private static final String TOO_LARGE = " ".repeat(20_001);

  private HubUnderTest hub;

  @BeforeAll
  void start(@TempDir Path folder) {
    hub =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.push.token", "first, second")
            .with("dlr.ucloud.push.allow", "127.0.0.0/8,::1")
            .with("dlr.intake.trusted-proxies", "127.0.0.1")
            .with("camel.server.max-body-size", "20000")
            .start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void anotherMethodIsRefusedWhateverElseIsWrong() {
    for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      HttpResponse<String> answer =
          Http.send(
              method,
              hub.url("/ucloud/reports"),
              BodyPublishers.ofString(TOO_LARGE),
              "X-Forwarded-For",
              "192.0.2.1");
      assertRefused(answer, 405, "method");
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  void aSourceThatIsNotAllowedIsRefusedBeforeItsToken() {
    assertRefused(hub.push("?token=wrong", PUSH, "X-Forwarded-For", "192.0.2.1"), 403, "network");
    assertRefused(hub.push("", TOO_LARGE, "X-Forwarded-For", "192.0.2.1"), 403, "network");
  }

  @Test
  void aWrongOrMissingTokenIsRefusedBeforeTheSize() {
    assertRefused(hub.push("?token=wrong", PUSH), 401, "token");
    assertRefused(hub.push("", TOO_LARGE), 401, "token");
    assertRefused(hub.push("?token=", PUSH), 401, "token");
    assertRefused(hub.push("?token=%FF", PUSH, "Authorization", "Basic first"), 401, "token");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    assertRefused(hub.push(TOKEN, TOO_LARGE), 413, "too-large");
  }

  @Test
  void aBodyOverTheLimitIsRefusedWhenItsLengthIsNotToldBefore() {
    double before = refused("too-large");
    HttpResponse<String> answer =
        Http.send(
            "POST",
            hub.url("/ucloud/reports" + TOKEN),
            BodyPublishers.fromPublisher(BodyPublishers.ofString(TOO_LARGE)));
    assertRefused(answer, 413, "too-large");
    assertThat(refused("too-large")).isEqualTo(before + 1);
  }

  @Test
  void whatIsNoMessageIsRefusedAndKept() {
    assertMalformed("", "not-json", "empty");
    assertMalformed("{\"MsgType\":2,\"Data\":[", "not-json", "not JSON");
    assertMalformed("[1]", "not-an-object", "not an object");
    assertMalformed("{\"Data\":[]}", "no-msg-type", "MsgType");
    assertMalformed("{\"MsgType\":2,\"Data\":{}}", "no-data", "Data");
    assertMalformed("[".repeat(9_000) + "]".repeat(9_000), "too-deep", "deep");
  }

  @Test
  void anotherKindOfMessageIsKeptAndAcknowledged() {
    double before = quarantined("reply");
    assertOk(hub.push(TOKEN, "{\"MsgType\":0,\"Data\":[{\"Phone\":\"1\"}]}"));
    assertThat(quarantined("reply")).isEqualTo(orZero(before) + 1);
    assertOk(hub.push(TOKEN, "{\"MsgType\":7}"));
    assertThat(quarantined("message-type")).isEqualTo(1);
  }

  @Test
  void reportsAreAcknowledgedAndForwardedOnceHoweverOftenTheyCome() {
    String push = UCloudPushes.delivered("once", 3);
    assertOk(hub.push(TOKEN, push));
    assertOk(hub.push("?token=second", push));
    assertOk(hub.push("", push, "Authorization", "Bearer second"));
    awaitForwarded("once", 3);
    assertThat(
            hub.metric(
                "dlr_duplicates_total{account=\"default\",origin=\"push\",provider=\"ucloud\"}"))
        .isGreaterThanOrEqualTo(6);
  }

  @Test
  void noReportsAreAcknowledgedToo() {
    assertOk(hub.push(TOKEN, "{\"MsgType\":2,\"Data\":[]}"));
  }

  @Test
  void goodElementsAreTakenAndBadOnesKept() {
    double before = orZero(quarantined("no-session-no"));
    String push =
        UCloudPushes.of(
            List.of(
                UCloudPushes.receipt("mixed", "18500000001"),
                "{\"Phone\":\"18500000002\",\"ReceiptResult\":\"Success\"}",
                UCloudPushes.receipt("mixed", "18500000003")));
    assertOk(hub.push(TOKEN, push));
    awaitForwarded("mixed", 2);
    assertThat(quarantined("no-session-no")).isEqualTo(before + 1);
  }

  @Test
  void theContentTypeDoesNotMatter() {
    for (String type :
        List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a", "")) {
      assertOk(hub.push(TOKEN, PUSH, "Content-Type", type));
    }
  }

  @Test
  void anotherPathIsAnsweredInJsonToo() {
    HttpResponse<String> answer = Http.post(hub.url("/elsewhere"), PUSH);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":404,\"message\":\"not found\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  private void assertOk(HttpResponse<String> answer) {
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  private void assertRefused(HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"code\":" + status + ",\"message\":\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(refused(reason)).isGreaterThan(0);
  }

  private double refused(String reason) {
    return hub.metric("dlr_push_refused_total{provider=\"ucloud\",reason=\"" + reason + "\"}");
  }

  private void assertMalformed(String body, String reason, String said) {
    HttpResponse<String> answer = hub.push(TOKEN, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"").contains(said);
    assertThat(quarantined(reason)).isGreaterThan(0);
  }

  private double quarantined(String reason) {
    return hub.metric("dlr_quarantined_total{reason=\"" + reason + "\",source=\"ucloud-push\"}");
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private void awaitForwarded(String session, int count) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(hub.fileRecords())
                    .filteredOn(r -> ((DeliveryReport) r).messageId().equals(session))
                    .hasSize(count)
                    .extracting(io.dlrhub.report.Record::id)
                    .doesNotHaveDuplicates());
  }
}
