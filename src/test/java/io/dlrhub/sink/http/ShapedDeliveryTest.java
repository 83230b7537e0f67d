package io.dlrhub.sink.http;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.testing.JsonArrays;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.Receiver.Request;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step has shaped, in a route that ends in the HTTP sink. */
class ShapedDeliveryTest {

  /** All reports have the same: nothing of them tells two apart. */
  private static final String STATUS_ONLY =
      """
      - to:
          uri: kamelet:record-json-action/shaped-fields
          parameters: {fields: status}
      """;

  private static final String OWN_TEXT =
      """
      - setBody: {simple: "${body.status.wireName}"}
      """;

  private static final String MESSAGE_AND_REFERENCE =
      """
      - to:
          uri: kamelet:record-json-action/shaped-fields
          parameters: {fields: "RAW(messageId,reference)"}
      """;

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private SinkHost host;

  @AfterEach
  void stop() {
    host.close();
    receiver.close();
  }

  private void start(int batchSize, String step, int parallel) {
    String text =
        """
        - route:
            id: shaped-sink
            errorHandler: {noErrorHandler: {}}
            from:
              uri: ledger:feed/shaped
              parameters: {records: reports, batchSize: %d}
              steps:
        %s
                - to:
                    uri: kamelet:record-http-sink/shaped-receiver
                    parameters: {url: "RAW(%s)", secret: RAW(abc), parallel: %d}
        """
            .formatted(batchSize, step.indent(8).stripTrailing(), receiver.url(), parallel);
    try {
      Path route = Files.writeString(folder.resolve("shaped.yaml"), text);
      host = new SinkHost(folder).route(route.toString()).start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, fields", "100, fields", "1, text"})
  void reportsWithTheSameTextHaveIdsOfTheirOwnThatStayOverRetries(int batchSize, String step) {
    start(batchSize, step.equals("text") ? OWN_TEXT : STATUS_ONLY, 1);
    AtomicInteger left = new AtomicInteger(2);
    receiver.answering(request -> Answer.of(left.getAndDecrement() > 0 ? 503 : 200));
    deliver(0, 1);
    deliver(1, 2);

    List<Request> requests = receiver.requests();
    assertThat(requests.stream().map(Request::text).distinct()).hasSize(1);
    List<String> ids = ids(requests);
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 3)).as("retries").containsOnly(ids.get(0));
    assertThat(ids.get(3)).as("another report").isNotEqualTo(ids.get(0));

    replay();
    assertThat(ids(receiver.accepted()).stream().distinct())
        .as("two, and those of the replay")
        .hasSize(batchSize == 1 ? 4 : 3);
  }

  @Test
  void areSplitUntilTheRefusedOneIsAlone() {
    start(100, MESSAGE_AND_REFERENCE, 1);
    receiver.answering(request -> Answer.of(request.text().contains("session-7\"") ? 422 : 200));
    deliver(0, 40);

    assertThat(host.sink("shaped").deadLetters()).isEqualTo(1);
    List<String> bodies = receiver.accepted().stream().map(Request::text).toList();
    assertThat(bodies.stream().flatMap(body -> JsonArrays.elements(body).stream()))
        .hasSize(39)
        .startsWith("{\"messageId\":\"session-0\",\"reference\":\"ref-0\"}");
    assertThat(ids(receiver.requests())).doesNotHaveDuplicates();
  }

  @Test
  void goSideBySideInOrderOfEachMessage() {
    start(200, MESSAGE_AND_REFERENCE, 4);
    CountDownLatch two = new CountDownLatch(2);
    AtomicInteger together = new AtomicInteger();
    receiver.answering(
        request -> {
          two.countDown();
          if (awaitZero(two)) {
            together.incrementAndGet();
          }
          return Answer.of(200);
        });
    host.append(Reports.ofMessages(20, 200));
    awaitDelivered();

    assertThat(together).as("requests that met another").hasValueGreaterThanOrEqualTo(2);
    List<String> sent =
        receiver.accepted().stream()
            .flatMap(request -> JsonArrays.elements(request.text()).stream())
            .toList();
    for (int message = 0; message < 20; message++) {
      int of = message;
      assertThat(sent.stream().filter(json -> json.contains("\"m-" + of + "\"")))
          .isEqualTo(
              IntStream.iterate(of, i -> i < 200, i -> i + 20)
                  .mapToObj(i -> "{\"messageId\":\"m-" + of + "\",\"reference\":\"r-" + i + "\"}")
                  .toList());
    }
    assertThat(sent).hasSize(200);
  }

  private static boolean awaitZero(CountDownLatch latch) {
    try {
      return latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> ids(List<Request> requests) {
    return requests.stream().map(request -> request.header("webhook-id")).toList();
  }

  private void replay() {
    host.ledger()
        .replays()
        .start(new ReplayOptions("shaped", Instant.EPOCH, null, null, null, null));
    await()
        .atMost(LIMIT)
        .until(() -> !host.ledger().replays().of("shaped").orElseThrow().running());
  }

  private void deliver(int from, int to) {
    host.append(Reports.numbers(from, to));
    awaitDelivered();
  }

  private void awaitDelivered() {
    await().atMost(LIMIT).until(() -> host.sink("shaped").lag() == 0);
  }
}
