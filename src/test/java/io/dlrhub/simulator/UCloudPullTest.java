package io.dlrhub.simulator;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UCloudPullTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final ManualTimer timer = new ManualTimer();
  private final UCloudSimulator ucloud =
      UCloudSimulator.builder().clock(clock).timer(timer).start();
  private final RawClient client = new RawClient(ucloud);

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void handsOutEachReportOnceOldestFirst() throws Exception {
    List<SimulatedReport> made = ucloud.account().reports(450);
    List<String> pulled = new ArrayList<>();
    for (int limit : new int[] {200, 200, 200, 200}) {
      pulled.addAll(keys(client.call("PullUSMSReport", "Limit", Integer.toString(limit))));
    }
    assertThat(pulled).containsExactlyElementsOf(made.stream().map(SimulatedReport::key).toList());
    assertThat(ucloud.outside().pages())
        .extracting(ReadPage::reports)
        .containsExactly(200, 200, 50, 0);
    assertThat(ucloud.outside().keys(HandOutState::confirmed)).hasSize(450);
  }

  @Test
  void writesTheFieldsOfTheDocument() throws Exception {
    SimulatedMessage message =
        new SimulatedMessage(
            "5a3f0001-7b42-4c1e-9d10-000000000001",
            false,
            List.of("18512345678"),
            "order-1",
            Language.CHINESE,
            2,
            clock.instant());
    ucloud.account().report(message, "18512345678", SimulatedVerdict.DELIVERED);
    JsonNode answer = client.call("PullUSMSReport", "Limit", "100");
    assertThat(answer.path("RetCode").isInt()).isTrue();
    assertThat(answer.path("Action").asText()).isEqualTo("PullUSMSReportResponse");
    assertThat(answer.path("Message").asText()).isEqualTo("pull success");
    assertThat(answer.path("ReqUuid").asText()).isNotEmpty();
    assertThat(answer.path("ReportSet").get(0))
        .isEqualTo(
            RawClient.MAPPER.readTree(
                """
                {"SessionNo":"5a3f0001-7b42-4c1e-9d10-000000000001","Phone":"18512345678",
                "CostCount":2,"ReceiptTime":1795161600,"ReceiptResult":"发送成功",
                "ReceiptCode":"0","ReceiptDesc":"用户接收成功","UserId":"order-1"}
                """));
  }

  @Test
  void takesOneHundredWithoutLimitAndRefusesMoreThanTwoHundred() throws Exception {
    ucloud.account().reports(150);
    assertThat(client.call("PullUSMSReport").path("ReportSet")).hasSize(100);
    for (String limit : List.of("201", "0", "-1", "many")) {
      JsonNode answer = client.call("PullUSMSReport", "Limit", limit);
      assertThat(answer.path("RetCode").asInt()).as(limit).isIn(18002, 18003);
      assertThat(answer.path("Action").asText()).isEqualTo("PullUSMSReportResponse");
    }
    assertThat(ucloud.account().waitingToBePulled()).isEqualTo(50);
  }

  @Test
  void keepsAReportForSeventyTwoHours() throws Exception {
    ucloud.account().reports(1);
    clock.advance(Duration.ofHours(1));
    ucloud.account().reports(1);
    clock.advance(Duration.ofHours(71).plusSeconds(1));
    assertThat(client.call("PullUSMSReport").path("ReportSet")).hasSize(1);
    assertThat(ucloud.outside().all())
        .satisfiesExactly(
            gone -> assertThat(gone.expired() && gone.lost()).isTrue(),
            kept -> assertThat(kept.confirmed()).isTrue());
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED_AFTER_READ", "HALF_BODY"})
  void losesThePageWhenTheConnectionEnds(Fault fault) throws Exception {
    ucloud.account().reports(5);
    ucloud.faults().next("PullUSMSReport", fault);
    assertThatIOException().isThrownBy(() -> client.call("PullUSMSReport"));
    assertThatPageIsLost(fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTML", "HTTP_504", "GATEWAY_TIMED_OUT"})
  void losesThePageBehindAnotherAnswer(Fault fault) throws Exception {
    ucloud.account().reports(5);
    ucloud.faults().next(fault);
    HttpResponse<String> answer = client.send(RawClient.signed("PullUSMSReport"));
    assertThat(answer.statusCode()).isEqualTo(fault == Fault.HTTP_504 ? 504 : 200);
    assertThat(answer.body()).doesNotContain("ReportSet");
    assertThatPageIsLost(fault);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"HTTP_429", "HTTP_502", "HTTP_503", "RATE_LIMITED", "WRONG_SIGNATURE"},
      mode = EnumSource.Mode.INCLUDE)
  void keepsThePageWhenRefusedInFront(Fault fault) throws Exception {
    ucloud.account().reports(5);
    ucloud.faults().next(fault);
    HttpResponse<String> answer = client.send(RawClient.signed("PullUSMSReport"));
    assertThat(answer.body()).doesNotContain("ReportSet");
    assertThat(ucloud.account().waitingToBePulled()).isEqualTo(5);
    assertThat(ucloud.outside().pages()).isEmpty();
    assertThat(ucloud.faults().count(fault)).isEqualTo(1);
    assertThat(client.call("PullUSMSReport").path("ReportSet")).hasSize(5);
  }

  @Test
  void keepsThePageWhenDroppedBeforeTheRead() throws Exception {
    ucloud.account().reports(5);
    ucloud.faults().always(Fault.DROPPED_BEFORE_READ);
    assertThatIOException().isThrownBy(() -> client.call("PullUSMSReport"));
    ucloud.faults().clear();
    assertThat(client.call("PullUSMSReport").path("ReportSet")).hasSize(5);
  }

  @Test
  void deletesThePageBeforeASlowAnswerLeaves() throws Exception {
    ucloud.account().reports(5);
    ucloud.slowness(Duration.ofSeconds(40));
    ucloud.faults().next(Fault.SLOW);
    Thread caller = new Thread(this::pull);
    caller.start();
    await().atMost(LIMIT).until(() -> timer.waiting() == 1);
    assertThat(ucloud.account().waitingToBePulled()).isZero();
    assertThat(timer.delays()).containsExactly(Duration.ofSeconds(40));
    timer.elapse();
    caller.join(10_000);
    assertThat(caller.isAlive()).isFalse();
  }

  @Test
  void refusesConnectionsAndComesBackOnTheSamePort() throws Exception {
    ucloud.account().reports(5);
    ucloud.refuseConnections();
    assertThatIOException()
        .isThrownBy(() -> client.call("PullUSMSReport"))
        .isInstanceOf(ConnectException.class);
    ucloud.acceptConnections();
    assertThat(client.call("PullUSMSReport").path("ReportSet")).hasSize(5);
  }

  @Test
  void hasTwoAccountsWithQueuesOfTheirOwn() throws Exception {
    UCloudAccount second = ucloud.addAccount(new UCloudAccount.Keys("shop2", "secret2", null));
    second.reports(3);
    assertThat(client.call("PullUSMSReport").path("ReportSet")).isEmpty();
    assertThat(second.waitingToBePulled()).isEqualTo(3);
  }

  private void assertThatPageIsLost(Fault fault) throws IOException, InterruptedException {
    assertThat(ucloud.faults().count(fault)).isEqualTo(1);
    assertThat(ucloud.outside().keys(HandOutState::lost)).hasSize(5);
    assertThat(ucloud.outside().pages()).extracting(ReadPage::whole).containsExactly(false);
    assertThat(client.call("PullUSMSReport").path("ReportSet")).isEmpty();
  }

  private void pull() {
    try {
      client.call("PullUSMSReport");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> keys(JsonNode answer) {
    List<String> keys = new ArrayList<>();
    for (JsonNode report : answer.path("ReportSet")) {
      String result = report.path("ReceiptResult").asText();
      for (Outcome outcome : Outcome.values()) {
        if (result.equals(outcome.word(Language.CHINESE))
            || result.equals(outcome.word(Language.ENGLISH))) {
          keys.add(
              SimulatedReport.key(
                  report.path("SessionNo").asText(),
                  report.path("Phone").asText(),
                  outcome.status()));
        }
      }
    }
    return keys;
  }
}
