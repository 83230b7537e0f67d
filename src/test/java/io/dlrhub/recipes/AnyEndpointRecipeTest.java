package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.DeadLetter;
import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.Receiver.Request;
import io.dlrhub.testing.SinkHost;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/recipes/any-endpoint.yaml}, as it is shipped, at a real HTTP server. */
class AnyEndpointRecipeTest {

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private SinkHost host;

  @BeforeEach
  void start() {
    host =
        new SinkHost(folder)
            .route("docs/recipes/any-endpoint.yaml")
            .set("dlr.sink.partner.url", receiver.url())
            .start();
  }

  @AfterEach
  void stop() {
    host.close();
    receiver.close();
  }

  @Test
  void postsEachRecordAsItsJsonAndNothingElse() {
    deliver(0, 5);

    assertThat(taken()).isEqualTo(Reports.numbers(0, 5));
    Request request = receiver.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(URLDecoder.decode(request.path(), StandardCharsets.UTF_8))
        .isEqualTo("/reports?key=a b&x=1");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().keySet().stream().map(name -> name.toLowerCase()))
        .isSubsetOf(
            Set.of(
                "accept-encoding",
                "connection",
                "content-length",
                "content-type",
                "host",
                "transfer-encoding",
                "user-agent"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void givesUpARefusedRecordAloneAndBringsItWhenItIsAskedTo(int status) {
    receiver.answering(request -> Answer.of(isPoison(request) ? status : 200));
    deliver(0, 50);

    List<Record> others = new ArrayList<>(Reports.numbers(0, 50));
    others.remove(Reports.number(7));
    assertThat(taken()).isEqualTo(others);
    assertThat(receiver.requests().stream().filter(AnyEndpointRecipeTest::isPoison)).hasSize(1);
    DeadLetter dead =
        host.ledger().deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 10).get(0);
    assertThat(RecordJson.read(dead.line())).isEqualTo(Reports.number(7));
    assertThat(dead.reason()).isEqualTo("the receiver answered " + status);

    receiver.answering(request -> Answer.of(200));
    host.ledger().deadLetters().retry(DeadLetterFilter.one(dead.id()));
    await().atMost(LIMIT).until(() -> host.sink("partner").deadLetters() == 0);
    others.add(Reports.number(7));
    assertThat(taken()).isEqualTo(others);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 404, 429, 503})
  void triesAnythingElseAgainOnceAnAttempt(int status) {
    receiver.answering(request -> Answer.of(status).with("Location", "/elsewhere"));
    host.append(Reports.numbers(0, 20));
    await().atMost(LIMIT).until(() -> failures() >= 2);
    // As many requests as attempts; the third may be under way.
    int requests = receiver.requests().size();
    assertThat(requests).isBetween(2, failures() + 1);

    receiver.answering(request -> Answer.of(200));
    awaitDelivered();
    assertThat(taken()).isEqualTo(Reports.numbers(0, 20));
    assertThat(host.sink("partner").deadLetters()).isZero();
    assertThat(receiver.requests()).allMatch(request -> request.path().startsWith("/reports"));
  }

  private static boolean isPoison(Request request) {
    return request.text().contains("\"session-7\"");
  }

  private int failures() {
    return host.context().getComponent("ledger", LedgerComponent.class).feeds().stream()
        .mapToInt(feed -> feed.failures())
        .sum();
  }

  /** What was answered 200. */
  private List<Record> taken() {
    return receiver.accepted().stream().map(request -> RecordJson.read(request.body())).toList();
  }

  private void deliver(int from, int to) {
    host.append(Reports.numbers(from, to));
    awaitDelivered();
  }

  private void awaitDelivered() {
    await().atMost(LIMIT).until(() -> host.sink("partner").lag() == 0);
  }
}
