package io.dlrhub.sink.http;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Certificates;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.SinkHost;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers answer and where they send to, through the shipped route. */
class HttpAnswersRouteTest {

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  @AutoClose private SinkHost host;

  @BeforeEach
  void makeHost() {
    host = SinkHost.postingTo(receiver, folder);
  }

  /** It says 409 for whatever it has, and takes nothing of a request that holds any of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aReceiverThatSaysConflictForWhatItHasGetsEveryRecordOnce(int parallel) {
    Set<Record> has = ConcurrentHashMap.newKeySet();
    has.addAll(Reports.numbers(0, 7));
    receiver.answering(
        request -> {
          List<Record> records = request.records();
          if (records.stream().anyMatch(has::contains)) {
            return Answer.of(409);
          }
          has.addAll(records);
          return Answer.of(200);
        });
    host.set("dlr.sink.http.delivered", "2xx,409").set("dlr.sink.http.parallel", parallel).start();
    host.append(Reports.numbers(0, 20));
    host.awaitDelivered("http");

    assertThat(has).isEqualTo(new HashSet<>(Reports.numbers(0, 20)));
    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(7, 20));
    assertThat(host.sink("http").deadLetters()).isZero();
  }

  @Test
  void whatIsRefusedIsTheUsers() {
    receiver.answering(r -> Answer.of(r.text().contains("session-3\"") ? 404 : 200));
    host.set("dlr.sink.http.refused", "404").start();
    host.append(Reports.numbers(0, 10));
    host.awaitDelivered("http");

    assertThat(host.sink("http").deadLetters()).isEqualTo(1);
    assertThat(receiver.received()).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void isFollowedOverHttpsToTheSameHost(int status) {
    Certificates certificates = new Certificates(folder);
    try (Receiver safe = Receiver.start(certificates.server())) {
      String target = safe.url().replace("/reports", "/moved");
      receiver.answering(r -> Answer.of(status).with("Location", target));
      safe.answering(
          r ->
              r.path().startsWith("/moved")
                  ? Answer.of(status).with("Location", "/again")
                  : Answer.of(200));
      host.set("dlr.sink.http.trust-store", certificates.pem())
          .set("dlr.sink.http.secret", "correct horse battery staple")
          .start();
      host.append(Reports.numbers(0, 5));
      host.awaitDelivered("http");

      assertThat(safe.received()).isEqualTo(Reports.numbers(0, 5));
      assertThat(safe.accepted().get(0).path()).isEqualTo("/again");
      assertThat(safe.accepted().get(0).header("webhook-signature")).startsWith("v1,");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "307, http://localhost:1/elsewhere?key=secret",
    "308, https://other.example/elsewhere?key=secret",
    "308, /elsewhere?key=secret",
    "301, https://localhost:1/elsewhere?key=secret",
    "302, https://localhost:1/elsewhere?key=secret"
  })
  void anywhereElseIsToldAndNotFollowed(int status, String location) {
    try (CapturedLog log = new CapturedLog()) {
      receiver.answering(r -> Answer.of(status).with("Location", location));
      host.start();
      host.append(Reports.numbers(0, 2));
      await().atMost(LIMIT).until(() -> log.text().contains("answered " + status));

      assertThat(log.text())
          .contains("with Location " + location.replace("?key=secret", ""))
          .doesNotContain("key=secret");
      assertThat(receiver.requests()).allMatch(r -> r.path().startsWith("/reports"));
      assertThat(host.sink("http").lag()).isEqualTo(2);
    }
  }

  @Test
  void aCircleOfRedirectsEnds() {
    Certificates certificates = new Certificates(folder);
    try (Receiver safe = Receiver.start(certificates.server())) {
      safe.answering(r -> Answer.of(307).with("Location", "/reports"));
      host.set("dlr.sink.http.url", safe.url())
          .set("dlr.sink.http.trust-store", certificates.pem())
          .start();
      host.append(Reports.numbers(0, 1));
      await().atMost(LIMIT).until(() -> safe.requests().size() >= 6);
      safe.answering(r -> Answer.of(200));
      host.awaitDelivered("http");
      assertThat(safe.received()).hasSize(1);
    }
  }

  /** Eight requests are under way at once, or none of them is ever answered. */
  @Test
  void recordsThatAreSentOneARequestAreSentSideBySide() throws Exception {
    CountDownLatch together = new CountDownLatch(8);
    receiver.answering(
        request -> {
          together.countDown();
          try {
            return Answer.of(together.await(LIMIT.toSeconds(), TimeUnit.SECONDS) ? 200 : 500);
          } catch (InterruptedException e) {
            return Answer.of(500);
          }
        });
    host.set("dlr.sink.http.batch-size", 1).set("dlr.sink.http.parallel", 8).start();
    host.append(Reports.numbers(0, 100));
    host.awaitDelivered("http");

    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(0, 100));
    assertThat(receiver.requests()).hasSize(100).allMatch(r -> r.records().size() == 1);
  }

  @Test
  void aRecordRefusedAmongThoseSentSideBySideIsGivenUpAlone() {
    receiver.answering(r -> Answer.of(r.text().contains("session-37\"") ? 422 : 200));
    host.set("dlr.sink.http.batch-size", 1).set("dlr.sink.http.parallel", 8).start();
    host.append(Reports.numbers(0, 100));
    host.awaitDelivered("http");

    assertThat(host.sink("http").deadLetters()).isEqualTo(1);
    assertThat(receiver.received()).hasSize(99).doesNotHaveDuplicates();
  }

  @Test
  void aRequestHasAtMostBatchSizeRecords() {
    host.set("dlr.sink.http.batch-size", 7).set("dlr.sink.http.parallel", 3).start();
    host.append(Reports.numbers(0, 200));
    host.awaitDelivered("http");

    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(0, 200));
    assertThat(receiver.requests()).allMatch(r -> r.records().size() <= 7);
  }
}
