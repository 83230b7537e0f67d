package io.dlrhub.management.api;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a push to a real receiver that refuses some, and what an operator then does by the API. */
class DeadLettersEndpointTest {

  @TempDir Path folder;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private Receiver receiver;
  private HubUnderTest hub;

  @BeforeEach
  void start() {
    receiver = Receiver.start().answering(this::answer);
    hub = hub();
  }

  private HubUnderTest hub() {
    return HubUnderTest.in(folder)
        .with("dlr.sink.http.enabled", "true")
        .with("dlr.sink.http.url", receiver.url())
        .with("dlr.sink.http.secret", "secret")
        .with("dlr.sink.http.timeout", "5m")
        .start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    hub.close();
    receiver.close();
  }

  private Receiver.Answer answer(Receiver.Request request) {
    boolean bad = messages(request.records()).stream().anyMatch(refused::contains);
    return Receiver.Answer.of(bad ? 422 : 200);
  }

  private static List<String> messages(List<Record> records) {
    return records.stream().map(one -> ((DeliveryReport) one).messageId()).toList();
  }

  private void push(String... messages) {
    for (String message : messages) {
      assertThat(hub.push("", UCloudPushes.delivered(message, "18512345678")).statusCode())
          .isEqualTo(200);
    }
  }

  private void awaitDeadLetters(int number) {
    await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_dead_letters{sink=\"http\"}") == number);
  }

  private void awaitReceived(String... messages) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(messages(receiver.received())).contains(messages));
  }

  private JsonNode get(String path) {
    return json(hub.manage(path), 200);
  }

  private JsonNode post(int status, String path, String body) {
    return json(
        Http.post(hub.managementUrl(path), body, "Content-Type", "application/json"), status);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (java.io.IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private JsonNode http() {
    for (JsonNode sink : get("/api/sinks").path("sinks")) {
      if (sink.path("name").asText().equals("http")) {
        return sink;
      }
    }
    throw new AssertionError("no http sink");
  }

  @Test
  void areListedShownRetriedAndDiscarded() {
    refused.addAll(Set.of("bad-1", "bad-2", "bad-3"));
    push("good-1", "bad-1", "bad-2", "good-2", "bad-3", "good-3");
    awaitDeadLetters(3);
    JsonNode list = get("/api/dead-letters?sink=http&limit=2");
    assertThat(list.path("deadLetters"))
        .extracting(one -> one.path("record").path("messageId").asText())
        .containsExactly("bad-3", "bad-2");
    JsonNode rest = get("/api/dead-letters?before=" + list.path("next").asText());
    assertThat(rest.path("next").isNull()).isTrue();
    JsonNode first = rest.path("deadLetters").path(0);
    String one = "/api/dead-letters/" + first.path("id").asText();
    assertThat(get(one)).isEqualTo(first);
    assertThat(first.path("reason").asText()).contains("answered 422");
    assertThat(first.path("record").path("raw").path("SessionNo").asText()).isEqualTo("bad-1");

    assertThat(post(202, one + "/retry", "").path("retried").asInt()).isEqualTo(1);
    await().atMost(LIMIT).until(() -> get(one).path("attempts").asInt() == 2);
    assertThat(get(one).path("retrying").asBoolean()).isFalse();

    refused.remove("bad-1");
    post(202, one + "/retry", "{}");
    awaitReceived("bad-1");
    awaitDeadLetters(2);
    assertThat(json(hub.manage(one), 404).path("message").asText()).contains("no dead letter");

    String second = "/api/dead-letters/" + list.path("deadLetters").path(1).path("id").asText();
    assertThat(post(400, second + "/discard", "").toString()).contains("field reason is missing");
    post(200, second + "/discard", "{\"reason\":\"tested\"}");
    assertThat(
            post(
                    200,
                    "/api/dead-letters/discard",
                    "{\"sink\":\"http\",\"text\":\"422\",\"reason\":\"tested\"}")
                .path("discarded")
                .asInt())
        .isEqualTo(1);
    assertThat(http().path("discarded").asInt()).isEqualTo(2);
    awaitDeadLetters(0);
  }

  @Test
  void allOfAFilterGoAgainUnderAnotherWebhookId() {
    refused.addAll(Set.of("bad-1", "bad-2"));
    push("good-1", "bad-1", "bad-2", "good-2");
    awaitDeadLetters(2);
    Set<String> before = webhookIds("bad-1");
    refused.clear();
    assertThat(post(202, "/api/dead-letters/retry", "{\"sink\":\"http\"}").path("retried").asInt())
        .isEqualTo(2);
    awaitDeadLetters(0);
    awaitReceived("bad-1", "bad-2");
    assertThat(webhookIds("bad-1")).hasSize(before.size() + 1);
  }

  private Set<String> webhookIds(String message) {
    return webhookIds(receiver.requests(), message);
  }

  private Set<String> webhookIds(List<Receiver.Request> requests, String message) {
    return requests.stream()
        .filter(request -> messages(request.records()).contains(message))
        .map(request -> request.header("webhook-id"))
        .collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void aReplayBringsTimeAndStatusAskedForWithTheDeadLetters() throws Exception {
    refused.add("bad-1");
    push("good-1", "bad-1", "good-2");
    hub.push("", UCloudPushes.delivered("failed-1", "18512345678").replace("Success", "Fail"));
    awaitReceived("failed-1");
    awaitDeadLetters(1);
    refused.clear();
    int received = receiver.received().size();
    JsonNode started =
        post(
            202,
            "/api/sinks/http/replay",
            "{\"since\":\"2020-01-01T00:00:00Z\",\"status\":\"delivered\",\"account\":\"default\"}");
    assertThat(started.path("name").asText()).startsWith("replay-");
    assertThat(started.path("sink").asText()).isEqualTo("http");
    await()
        .atMost(LIMIT)
        .until(() -> get("/api/sinks/http/replay").path("state").asText().equals("done"));
    JsonNode done = get("/api/sinks/http/replay");
    assertThat(done.path("delivered").asInt()).isEqualTo(3);
    assertThat(done.path("progress").asDouble()).isEqualTo(1);
    assertThat(messages(receiver.received()).subList(received, received + 3))
        .containsExactly("good-1", "bad-1", "good-2");
    // Of those taken: a batch that was refused for another of it had an id of its own.
    assertThat(webhookIds(receiver.accepted(), "good-1")).hasSize(2);
    awaitDeadLetters(0);
  }

  @Test
  void newDeliveriesGoOnWhileTheReceiverHangsInAReplay() {
    push("old-1", "old-2");
    awaitReceived("old-1", "old-2");
    receiver.answering(
        request -> {
          if (messages(request.records()).contains("old-1")) {
            awaitEnd();
          }
          return Receiver.Answer.of(200);
        });
    post(202, "/api/sinks/http/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}");
    await().atMost(LIMIT).until(() -> webhookIds("old-1").size() == 2);
    push("new-1");
    awaitReceived("new-1");
    JsonNode second = post(409, "/api/sinks/http/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}");
    assertThat(second.path("message").asText())
        .contains(http().path("replay").path("name").asText());
    JsonNode cancelled =
        json(
            Http.send(
                "DELETE", hub.managementUrl("/api/sinks/http/replay"), BodyPublishers.noBody()),
            200);
    assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPausedSinkStaysPausedOverARestartAndDoesNotMakeTheHubUnready() {
    assertThat(post(200, "/api/sinks/http/pause", "").path("paused").asBoolean()).isTrue();
    push("m-1");
    await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_lag{sink=\"http\"}") == 1);
    hub.close();
    hub = hub();
    assertThat(http().path("paused").asBoolean()).isTrue();
    assertThat(http().path("waiting").asInt()).isEqualTo(1);
    HttpResponse<String> ready = hub.manage("/observe/health/ready?data=true");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("http.paused");
    assertThat(receiver.requests()).isEmpty();
    post(200, "/api/sinks/http/resume", "");
    awaitReceived("m-1");
  }

  @Test
  void tellsWhatTroublesASink() {
    receiver.answering(request -> Receiver.Answer.of(503));
    push("m-1");
    await().atMost(LIMIT).until(() -> http().path("failures").asInt() > 0);
    assertThat(http().path("lastError").asText()).contains("answered 503");
    assertThat(http().path("nextAttempt").asText()).endsWith("Z");
    assertThat(http().path("failingSince").asText()).endsWith("Z");
  }

  @Test
  void namesWhatIsWrongWithARequest() {
    for (String path : List.of("pause", "resume")) {
      assertThat(post(404, "/api/sinks/ftp/" + path, "").path("message").asText())
          .isEqualTo("no sink is called ftp; there are file, http");
    }
    String since = "{\"since\":\"2020-01-01T00:00:00Z\"";
    assertThat(post(404, "/api/sinks/ftp/replay", since + "}").toString()).contains("file, http");
    assertThat(json(hub.manage("/api/dead-letters?sink=ftp"), 404).toString()).contains("ftp");
    assertThat(json(hub.manage("/api/sinks/http/replay"), 404).toString()).contains("no replay");
    assertThat(json(hub.manage("/api/dead-letters/x"), 400).toString()).contains("id is 'x'");
    assertThat(json(hub.manage("/api/dead-letters?limit=0"), 400).toString()).contains("limit");
    for (String bad :
        List.of(
            "{}",
            "{\"since\":\"yesterday\"}",
            "{\"since\":\"2999-01-01T00:00:00Z\"}",
            since + ",\"until\":\"2019-01-01T00:00:00Z\"}",
            since + ",\"status\":\"lost\"}",
            since + ",\"maxPerSecond\":0}",
            since + ",\"pace\":1}")) {
      String message = post(400, "/api/sinks/http/replay", bad).path("message").asText();
      assertThat(message).as(bad).containsPattern("^field (since|until|status|maxPerSecond|pace) ");
    }
    assertThat(post(400, "/api/dead-letters/discard", "{\"reason\":\"x\"}").toString())
        .contains("field sink is missing");
  }
}
