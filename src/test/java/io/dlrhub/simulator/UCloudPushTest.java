package io.dlrhub.simulator;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UCloudPushTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final ManualTimer timer = new ManualTimer();
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "{\"code\":0,\"message\":\"ok\"}";
  private UCloudSimulator ucloud;
  private HttpServer receiver;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/ucloud/reports",
        exchange -> {
          received.add(RawClient.MAPPER.readTree(exchange.getRequestBody()));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    receiver.start();
    url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/ucloud/reports");
    ucloud = UCloudSimulator.builder().clock(clock).timer(timer).start();
  }

  @AfterEach
  void stop() {
    ucloud.close();
    receiver.stop(0);
  }

  @Test
  void pushesReportsInBatches() {
    ucloud.account().pushTo(url, PushOptions.DEFAULT.withBatchSize(40));
    ucloud.account().reports(100);
    await().atMost(LIMIT).until(() -> ucloud.account().push().acknowledged() == 100);
    assertThat(received).allSatisfy(push -> assertThat(push.path("MsgType").asInt()).isEqualTo(2));
    assertThat(received)
        .extracting(push -> push.path("Data").size())
        .containsExactlyInAnyOrder(40, 40, 20);
    assertThat(received.get(0).path("Data").get(0).fieldNames())
        .toIterable()
        .contains("SessionNo", "Phone", "CostCount", "ReceiptTime", "ReceiptResult");
    assertThat(ucloud.outside().keys(HandOutState::acknowledged)).hasSize(100);
    assertThat(ucloud.account().waitingToBePulled()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503|{\"code\":0}",
        "200|{\"code\":1,\"message\":\"no\"}",
        "200|{\"code\":\"0\"}",
        "200|{\"message\":\"ok\"}",
        "204|{\"code\":0}",
        "200|ok"
      })
  void triesThreeTimesMoreOneSecondApartThenGivesUp(int refusal, String body) {
    status = refusal;
    answer = refusal == 204 ? "" : body;
    ucloud.account().pushTo(url, PushOptions.DEFAULT);
    ucloud.account().reports(2);
    for (int retry = 1; retry <= 3; retry++) {
      await().atMost(LIMIT).until(() -> timer.waiting() == 1);
      assertThat(ucloud.account().push().givenUp()).isZero();
      timer.elapse();
    }
    await().atMost(LIMIT).until(() -> ucloud.account().push().givenUp() == 2);
    assertThat(timer.delays()).hasSize(3).containsOnly(Duration.ofSeconds(1));
    assertThat(ucloud.account().push().tries()).isEqualTo(4);
    assertThat(ucloud.outside().keys(HandOutState::lost)).hasSize(2);
  }

  @Test
  void sendsTheSameBytesAgainAndEndsWithTheFirstSuccess() {
    status = 503;
    ucloud.account().pushTo(url, PushOptions.DEFAULT);
    ucloud.account().reports(2);
    await().atMost(LIMIT).until(() -> timer.waiting() == 1);
    status = 200;
    timer.elapse();
    await().atMost(LIMIT).until(() -> ucloud.account().push().acknowledged() == 2);
    assertThat(received).hasSize(2);
    assertThat(received.get(1)).isEqualTo(received.get(0));
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void pushesAnAcknowledgedBatchTwiceOnRequest() {
    ucloud.faults().next(Faults.PUSH, Fault.PUSHED_TWICE);
    ucloud.account().pushTo(url, PushOptions.DEFAULT);
    ucloud.account().reports(2);
    await().atMost(LIMIT).until(() -> received.size() == 2);
    assertThat(received.get(1)).isEqualTo(received.get(0));
    assertThat(ucloud.outside().keys(HandOutState::acknowledged)).hasSize(2);
  }

  @Test
  void givesABatchUpWithoutATryOnRequest() {
    ucloud.faults().next(Faults.PUSH, Fault.PUSH_LOST);
    ucloud.account().pushTo(url, PushOptions.DEFAULT);
    ucloud.account().reports(2);
    assertThat(ucloud.account().push().givenUp()).isEqualTo(2);
    assertThat(ucloud.account().push().tries()).isZero();
    assertThat(ucloud.outside().keys(HandOutState::lost)).hasSize(2);
  }

  @Test
  void keepsThePace() {
    ucloud.account().pushTo(url, PushOptions.DEFAULT.withBatchSize(10).withMaxPerSecond(10));
    ucloud.account().reports(30);
    await().atMost(LIMIT).until(() -> ucloud.account().push().acknowledged() == 10);
    ucloud.advance();
    assertThat(ucloud.account().push().waiting()).isEqualTo(20);
    clock.advance(Duration.ofSeconds(1));
    ucloud.advance();
    assertThat(ucloud.account().push().waiting()).isEqualTo(10);
  }

  @Test
  void pushesRepliesAsMessageTypeZero() {
    ucloud.account().pushTo(url, PushOptions.DEFAULT).push().reply("18512345678", "TD");
    await().atMost(LIMIT).until(() -> received.size() == 1);
    assertThat(received.get(0).path("MsgType").asInt(-1)).isZero();
    assertThat(received.get(0).path("Data").get(0).path("ReplyContent").asText()).isEqualTo("TD");
  }

  @Test
  void handsOutSomeReportsBothWays() {
    ucloud.account().pushTo(url, PushOptions.DEFAULT, 0.5, 0.2);
    ucloud.account().reports(300);
    await().atMost(LIMIT).until(() -> ucloud.account().push().waiting() == 0);
    int pulled = ucloud.account().waitingToBePulled();
    await().atMost(LIMIT).until(() -> ucloud.account().push().acknowledged() + pulled > 330);
    assertThat(pulled).isBetween(100, 200);
    assertThat(ucloud.outside().keys(handed -> handed.acknowledged() && handed.waiting()))
        .hasSizeBetween(30, 90);
  }
}
