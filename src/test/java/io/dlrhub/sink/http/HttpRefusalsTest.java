package io.dlrhub.sink.http;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.Record;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.Receiver.Request;
import io.dlrhub.testing.SinkHost;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped route gives up when a receiver refuses, and what it takes for its fault. */
class HttpRefusalsTest {

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  @AutoClose private SinkHost host;

  @BeforeEach
  void makeHost() {
    host = SinkHost.postingTo(receiver, folder);
  }

  @Test
  void givesUpARefusedRecordAloneAndDeliversTheRest() {
    receiver.answering(request -> Answer.of(request.text().contains("session-37\"") ? 422 : 200));
    host.start();
    host.append(Reports.numbers(0, 100));
    host.awaitDelivered("http");

    assertThat(host.sink("http").deadLetters()).isEqualTo(1);
    assertThat(receiver.received()).hasSize(99).doesNotContain(Reports.number(37));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 429, 500})
  void givesUpNothingWhenItIsTheEndpoint(int status) {
    receiver.answering(request -> Answer.of(status).with("Location", "/elsewhere"));
    host.start();
    host.append(Reports.numbers(0, 20));
    await().atMost(LIMIT).until(() -> receiver.requests().size() >= 2);

    receiver.answering(request -> Answer.of(204));
    host.awaitDelivered("http");

    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 20));
    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(receiver.requests()).allMatch(r -> r.path().startsWith("/reports"));
  }

  @Test
  void takesTenRefusedInARowForTheEndpoint() {
    receiver.answering(request -> Answer.of(400));
    host.start();
    host.append(Reports.numbers(0, 30));
    await()
        .atMost(LIMIT)
        .until(
            () -> receiver.requests().stream().filter(r -> r.records().size() == 1).count() >= 11);

    everythingArrivesWhenTheEndpointIsWell(30);
  }

  @Test
  void givesUpTheOneThatIsStillRefusedWhenTheEndpointIsWellAgain() {
    try (CapturedLog log = new CapturedLog()) {
      receiver.answering(request -> Answer.of(400));
      host.start();
      host.append(Reports.numbers(0, 30));
      awaitTrouble();

      receiver.answering(refusing(0, 1));
      host.awaitDelivered("http");

      assertThat(host.sink("http").deadLetters()).isEqualTo(1);
      assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(1, 30));
      assertThat(log.text())
          .containsOnlyOnce("refused in a row")
          .containsPattern("ERROR.*Sink http: 10 records refused in a row, nothing is given up");
    }
  }

  /** They come first and more follow only when the ten have been refused. */
  @Test
  void givesUpMoreThanTenRefusedInARowWhenLaterOnesPass() {
    receiver.answering(refusing(0, 12));
    host.start();
    host.append(Reports.numbers(0, 12));
    awaitTrouble();
    assertThat(host.sink("http").deadLetters()).isZero();

    host.append(Reports.numbers(12, 40));
    host.awaitDelivered("http");

    assertThat(host.sink("http").deadLetters()).isEqualTo(12);
    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(12, 40));
  }

  @Test
  void givesUpNothingWhenOnePassDoesNotLastAndSendsThatOneOnce() throws Exception {
    AtomicInteger passed = new AtomicInteger();
    receiver.answering(request -> Answer.of(400));
    host.start();
    host.append(Reports.numbers(0, 40));
    awaitTrouble();
    receiver.answering(
        request ->
            Answer.of(
                !request.text().contains("session-0\"")
                        && passed.compareAndSet(0, receiver.requests().size())
                    ? 200
                    : 400));
    // The ten of the row again, ten more, and the first once more.
    await().atMost(LIMIT).until(() -> passed.get() > 0 && lonesAfter(passed.get()) >= 21);
    assertThat(host.sink("http").deadLetters()).isZero();
    host.context().getRouteController().stopRoute("http-sink");
    host.context().getRouteController().startRoute("http-sink");

    everythingArrivesWhenTheEndpointIsWell(40);
  }

  /** Requests side by side: some are answered 2xx, then everything is refused. */
  @Test
  void takesTenRefusedForTheEndpointThoughOthersOfTheBatchWereDeliveredBefore() {
    AtomicInteger left = new AtomicInteger(2);
    receiver.answering(request -> Answer.of(left.getAndDecrement() > 0 ? 200 : 400));
    host.set("dlr.sink.http.parallel", 4).start();
    host.append(Reports.numbers(0, 100));
    awaitTrouble();
    assertThat(receiver.received()).isNotEmpty().hasSizeLessThan(90);
    assertThat(host.sink("http").deadLetters()).isZero();

    everythingArrivesWhenTheEndpointIsWell(100);
  }

  @Test
  void aReplayGivesUpTheOneThatIsStillRefusedWhenTheEndpointIsWellAgain() {
    host.start();
    host.append(Reports.numbers(0, 30));
    host.awaitDelivered("http");
    receiver.answering(request -> Answer.of(400));
    host.ledger().replays().start(new ReplayOptions("http", Instant.EPOCH, null, null, null, null));
    LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.redeliveries().iterator().next().failures() > 0);

    receiver.answering(refusing(0, 1));
    await().atMost(LIMIT).until(() -> !host.ledger().replays().of("http").orElseThrow().running());

    assertThat(host.ledger().replays().of("http").orElseThrow().progress())
        .isEqualTo(new Replay.Progress(30, 29, 1, 0));
    assertThat(host.sink("http").deadLetters()).isEqualTo(1);
    List<Record> received = receiver.received();
    assertThat(received.subList(30, received.size()))
        .containsExactlyInAnyOrderElementsOf(Reports.numbers(1, 30));
  }

  private static Function<Request, Answer> refusing(int from, int to) {
    return request ->
        Answer.of(
            IntStream.range(from, to).anyMatch(i -> request.text().contains("session-" + i + "\""))
                ? 422
                : 200);
  }

  private long lonesAfter(int requests) {
    return receiver.requests().stream().skip(requests).filter(r -> r.records().size() == 1).count();
  }

  private void awaitTrouble() {
    LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.feeds().iterator().next().failures() > 0);
  }

  private void everythingArrivesWhenTheEndpointIsWell(int records) {
    receiver.answering(request -> Answer.of(200));
    host.awaitDelivered("http");

    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(receiver.received())
        .containsExactlyInAnyOrderElementsOf(Reports.numbers(0, records));
  }
}
