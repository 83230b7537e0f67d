package io.dlrhub.sink.http;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.dlrhub.config.BadConfiguration;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.sink.ReplayedDelivery;
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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped route, from the ledger to a receiver. */
class HttpRouteTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  @AutoClose private SinkHost host;

  @BeforeEach
  void makeHost() {
    host = SinkHost.postingTo(receiver, folder);
  }

  @Test
  void postsEveryRecordInOrderInArraysOfAtMostTheBatchSize() {
    host.set("dlr.sink.http.batch-size", 50).start();
    host.append(Reports.numbers(0, 220));
    host.awaitDelivered("http");

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
    host.awaitDelivered("http");

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
    host.awaitDelivered("http");
    host.append(Reports.numbers(100, 101));
    host.awaitDelivered("http");

    List<String> ids = receiver.requests().stream().map(r -> r.header("webhook-id")).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
    assertThat(ids.get(3)).isNotEqualTo(ids.get(0)).matches("msg_[0-9a-f]{32}");
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 101));
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
    host.awaitDelivered("http");

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
    host.awaitDelivered("http");

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
    host.awaitDelivered("http");

    assertThat(receiver.requests().get(0).header("Authorization")).isEqualTo("Bearer abc+/=");
  }

  @Test
  void sendsSideBySideInOrderOfEachMessage() {
    host.set("dlr.sink.http.parallel", 4).set("dlr.sink.http.batch-size", 50).start();
    List<DeliveryReport> reports = Reports.ofMessages(50, 1000);
    host.append(reports);
    host.awaitDelivered("http");

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
    host.awaitDelivered("file");
    assertThat(host.sink("http").lag()).isEqualTo(500);

    others.countDown();
    host.awaitDelivered("http");
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
                  exchange.setProperty(ReplayedDelivery.PROPERTY, replay);
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

    host.awaitDelivered("file");
    assertThat(host.sink("http").lag()).isEqualTo(500);
    assertThat(receiver.received()).isEmpty();
  }
}
