package io.dlrhub.sink.http;

import static io.dlrhub.report.DeliveryStatus.DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.dlrhub.config.BadConfiguration;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.sink.Replay;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.Receiver.Request;
import io.dlrhub.testing.SinkHost;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped route, from the ledger to a receiver. */
class HttpRouteTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private SinkHost host;

  @BeforeEach
  void makeHost() {
    host =
        new SinkHost(folder)
            .route("routes/sinks.yaml")
            .set("dlr.sink.file.enabled", "false")
            .set("dlr.sink.http.enabled", "true")
            .set("dlr.sink.http.url", receiver.url());
  }

  @AfterEach
  void stop() {
    host.close();
    receiver.close();
  }

  @Test
  void postsEveryRecordInOrderInArraysOfAtMostTheBatchSize() {
    host.set("dlr.sink.http.batch-size", 50).start();
    host.append(Reports.numbers(0, 220));
    awaitDelivered();

    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 220));
    assertThat(receiver.requests())
        .allSatisfy(
            request -> {
              assertThat(request.records()).hasSizeLessThanOrEqualTo(50);
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.path()).isEqualTo("/reports?key=a%20b&x=1");
              assertThat(request.header("Content-Type")).isEqualTo("application/json");
              assertThat(request.header("webhook-id")).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void signsSoThatAnotherImplementationOfTheSpecificationAgrees(String gzip)
      throws GeneralSecurityException {
    host.set("dlr.sink.http.secret", SECRET).set("dlr.sink.http.gzip", gzip).start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered();

    Request request = receiver.requests().get(0);
    assertThat(request.header("Content-Encoding")).isEqualTo(gzip.equals("true") ? "gzip" : null);
    assertThat(request.records()).isNotEmpty();
    assertThat(request.header("webhook-signature")).isEqualTo("v1," + hmac(request));
    if (gzip.equals("false")) {
      assertThatCode(() -> verify(request, SECRET)).doesNotThrowAnyException();
      assertThatThrownBy(() -> verify(request, "whsec_" + "A".repeat(32)))
          .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
    }
  }

  /** Over the bytes as they were sent, compressed or not. */
  private static String hmac(Request request) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String head = request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".";
    mac.update(head.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
  }

  private static void verify(Request request, String secret) throws Exception {
    new Webhook(secret)
        .verify(request.text(), HttpHeaders.of(request.headers(), (name, value) -> true));
  }

  @Test
  void keepsTheIdOfADeliveryOverItsRetries() {
    AtomicInteger left = new AtomicInteger(2);
    receiver.answering(request -> Answer.of(left.getAndDecrement() > 0 ? 503 : 200));
    host.set("dlr.sink.http.secret", SECRET).start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered();
    host.append(Reports.numbers(100, 101));
    awaitDelivered();

    List<String> ids = receiver.requests().stream().map(r -> r.header("webhook-id")).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
    assertThat(ids.get(3)).isNotEqualTo(ids.get(0)).matches("msg_[0-9a-f]{32}");
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 101));
  }

  @Test
  void givesUpARefusedRecordAloneAndDeliversTheRest() {
    receiver.answering(request -> Answer.of(request.text().contains("session-37\"") ? 422 : 200));
    host.start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered();

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
    awaitDelivered();

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

    receiver.answering(request -> Answer.of(200));
    awaitDelivered();

    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(0, 30));
  }

  @Test
  void givesUpTheOneThatIsStillRefusedWhenTheEndpointIsWellAgain() {
    try (CapturedLog log = new CapturedLog()) {
      receiver.answering(request -> Answer.of(400));
      host.start();
      host.append(Reports.numbers(0, 30));
      awaitTrouble();

      receiver.answering(refusing(0, 1));
      awaitDelivered();

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
    awaitDelivered();

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

    receiver.answering(request -> Answer.of(200));
    awaitDelivered();

    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(0, 40));
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

    receiver.answering(request -> Answer.of(200));
    awaitDelivered();

    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(receiver.received()).containsExactlyInAnyOrderElementsOf(Reports.numbers(0, 100));
  }

  @Test
  void aReplayGivesUpTheOneThatIsStillRefusedWhenTheEndpointIsWellAgain() {
    host.start();
    host.append(Reports.numbers(0, 30));
    awaitDelivered();
    receiver.answering(request -> Answer.of(400));
    host.ledger().replays().start(new ReplayOptions("http", Instant.EPOCH, null, null, null, null));
    LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.repeats().iterator().next().failures() > 0);

    receiver.answering(refusing(0, 1));
    await().atMost(LIMIT).until(() -> !host.ledger().replays().of("http").orElseThrow().running());

    assertThat(host.ledger().replays().of("http").orElseThrow().progress())
        .isEqualTo(new io.dlrhub.ledger.Replay.Progress(30, 29, 1, 0));
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void comesAgainWhenTheReceiverSays(boolean asDate) {
    AtomicInteger left = new AtomicInteger(1);
    receiver.answering(
        request ->
            left.getAndDecrement() > 0
                ? Answer.of(429).with("Retry-After", asDate ? inThreeSeconds() : "2")
                : Answer.of(200));
    host.start();
    host.append(Reports.numbers(0, 5));
    awaitDelivered();

    List<Request> requests = receiver.requests();
    assertThat(requests).hasSize(2);
    assertThat(Duration.ofNanos(requests.get(1).at() - requests.get(0).at()))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(8));
  }

  private static String inThreeSeconds() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(3).atOffset(ZoneOffset.UTC));
  }

  @Test
  void sendsBasicAuthenticationAndMoreHeaders() {
    host.set("dlr.sink.http.username", "hub")
        .set("dlr.sink.http.password", "p+w&d=% #)ä")
        .set("dlr.sink.http.headers", "X-Tenant: a&b+c; X-Other: 100%")
        .start();
    host.append(Reports.numbers(0, 1));
    awaitDelivered();

    Request request = receiver.requests().get(0);
    String pair =
        new String(
            Base64.getDecoder()
                .decode(request.header("Authorization").substring("Basic ".length())),
            StandardCharsets.UTF_8);
    assertThat(pair).isEqualTo("hub:p+w&d=% #)ä");
    assertThat(request.header("X-Tenant")).isEqualTo("a&b+c");
    assertThat(request.header("X-Other")).isEqualTo("100%");
  }

  @Test
  void sendsABearerToken() {
    host.set("dlr.sink.http.bearer-token", "abc+/=").start();
    host.append(Reports.numbers(0, 1));
    awaitDelivered();

    assertThat(receiver.requests().get(0).header("Authorization")).isEqualTo("Bearer abc+/=");
  }

  @Test
  void sendsSideBySideInOrderOfEachMessage() {
    host.set("dlr.sink.http.parallel", 4).set("dlr.sink.http.batch-size", 200).start();
    List<DeliveryReport> reports =
        IntStream.range(0, 1000)
            .mapToObj(i -> Reports.of("m-" + i % 50, Reports.phone(i), DELIVERED, "r-" + i))
            .toList();
    host.append(reports);
    awaitDelivered();

    List<Record> received = receiver.received();
    assertThat(received).containsExactlyInAnyOrderElementsOf(reports);
    assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(20);
    for (int message = 0; message < 50; message++) {
      String id = "m-" + message;
      assertThat(received.stream().filter(record -> isAbout(record, id)))
          .isEqualTo(reports.stream().filter(record -> isAbout(record, id)).toList());
    }
  }

  private static boolean isAbout(Record record, String messageId) {
    return ((DeliveryReport) record).messageId().equals(messageId);
  }

  @Test
  void holdsNoOtherSinkWhenTheReceiverIsSlow() throws InterruptedException {
    CountDownLatch others = new CountDownLatch(1);
    receiver.answering(
        request -> {
          try {
            return Answer.of(others.await(LIMIT.toSeconds(), TimeUnit.SECONDS) ? 200 : 500);
          } catch (InterruptedException e) {
            return Answer.of(500);
          }
        });
    host.set("dlr.sink.file.enabled", "true")
        .set("dlr.sink.file.directory", folder.resolve("reports"))
        .start();
    host.append(Reports.numbers(0, 500));
    await().atMost(LIMIT).until(() -> host.sink("file").lag() == 0);
    assertThat(host.sink("http").lag()).isEqualTo(500);

    others.countDown();
    awaitDelivered();
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 500));
  }

  @Test
  void givesAReplayAnIdOfItsOwn() throws Exception {
    host.start();
    String to = "kamelet:record-http-sink/past-the-feed?secret=abc&url=RAW(" + receiver.url() + ")";
    host.context()
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:past-the-feed").to(to);
              }
            });
    try (ProducerTemplate producer = host.context().createProducerTemplate()) {
      for (String replay : new String[] {null, null, "replay-1", "replay-2"}) {
        Exchange sent =
            producer.send(
                "direct:past-the-feed",
                exchange -> {
                  exchange.getMessage().setBody(Reports.numbers(0, 3));
                  exchange.setProperty(Replay.PROPERTY, replay);
                });
        assertThat(sent.getException()).isNull();
      }
    }
    List<String> ids = receiver.requests().stream().map(r -> r.header("webhook-id")).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids).doesNotContainNull();
    assertThat(Set.copyOf(ids)).hasSize(3);
  }

  @Test
  void refusesABadSecretAtStartNamingTheKey() {
    assertThatThrownBy(() -> host.set("dlr.sink.http.secret", "whsec_short").start())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("dlr.sink.http.secret")
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining("whsec_short");
  }

  @Test
  void refusesToStartWithoutAUrl() {
    assertThatThrownBy(() -> host.set("dlr.sink.http.url", "").start())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("dlr.sink.http.url is not set");
  }

  @Test
  void keepsTheFileSinkFromNothingWhenItIsDown() {
    receiver.answering(request -> Answer.of(503));
    host.set("dlr.sink.file.enabled", "true")
        .set("dlr.sink.file.directory", folder.resolve("reports"))
        .start();
    host.append(Reports.numbers(0, 500));

    await().atMost(LIMIT).until(() -> host.sink("file").lag() == 0);
    assertThat(host.sink("http").lag()).isEqualTo(500);
    assertThat(receiver.received()).isEmpty();
  }

  private void awaitDelivered() {
    await().atMost(LIMIT).until(() -> host.sink("http").lag() == 0);
  }
}
