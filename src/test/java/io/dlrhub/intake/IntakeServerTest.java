package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.Reservation;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.RawHttp;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub's server does before, beside and instead of a route. */
class IntakeServerTest {

  private static final String PUSH = UCloudPushes.delivered("server", "18512345678");

  private static CountDownLatch held;

  @TempDir Path folder;

  @BeforeEach
  void holdNothingYet() {
    held = new CountDownLatch(1);
  }

  /** A step that blocks until the test lets go. */
  public static final class Hold implements Processor {
    @Override
    public void process(Exchange exchange) throws InterruptedException {
      held.await();
    }
  }

  @Test
  void answersWhatIsNotHttpInJson() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(raw(hub, "GET / HTTP/9.9 nonsense\r\n\r\n"))
          .contains(" 400")
          .endsWith("{\"code\":400,\"message\":\"bad request\"}");
      assertThat(raw(hub, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
          .contains(" 414")
          .endsWith("{\"code\":414,\"message\":\"request-uri too long\"}");
      assertThat(raw(hub, "GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20000) + "\r\n\r\n"))
          .contains(" 431")
          .contains("{\"code\":431,");
      assertThat(raw(hub, "POST /ucloud/reports HTTP/1.1\r\n\r\n"))
          .contains(" 400")
          .contains("{\"code\":400,");
    }
  }

  @Test
  void comparesATokenOfAnyCharacters() {
    String token = "a&b=c%41+d #{}é/?";
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.ucloud.push.token", token).start()) {
      String encoded = "a%26b%3Dc%2541%2Bd+%23%7B%7D%C3%A9%2F%3F";
      assertThat(hub.push("?token=" + encoded, PUSH).statusCode()).isEqualTo(200);
      assertThat(hub.push("?token=a", PUSH).statusCode()).isEqualTo(401);
    }
  }

  /** As senders write it who escape nothing: such a query cannot be decoded. */
  @Test
  void comparesATokenThatIsSentAsItIs() {
    String token = "100%+a";
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.push.token", token)
            .with("dlr.messages.token", token)
            .start()) {
      String list = "{\"provider\":\"ucloud\",\"messageId\":\"m\"}";
      for (String query : List.of("?token=100%+a", "?token=100%25%2Ba", "?token=100%25+a")) {
        assertThat(posted(hub, "/ucloud/reports" + query, PUSH)).as(query).contains(" 200 ");
        assertThat(posted(hub, "/messages" + query, list)).as(query).contains(" 202 ");
      }
      assertThat(posted(hub, "/messages?token=100%", list)).contains(" 401 ");
    }
  }

  /** Lists of messages are taken from nobody until somebody has said from whom. */
  @Test
  void listsAreClosedUntilATokenIsSetOrAnyoneMay() {
    String list = "{\"provider\":\"ucloud\",\"messageId\":\"m\"}";
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.messages.open", "false").start();
        CapturedLog log = new CapturedLog()) {
      assertThat(posted(hub, "/messages?token=x", list))
          .contains(" 403 ", "dlr.messages.token", "dlr.messages.open=true");
      assertThat(hub.metric("dlr_tracked{state=\"waiting\"}")).isZero();
      assertThat(log.text().lines().filter(line -> line.contains("is answered 403"))).hasSize(1);
    }
  }

  private static String posted(HubUnderTest hub, String target, String body) {
    String head = "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: ";
    return raw(hub, head + body.length() + "\r\n\r\n" + body);
  }

  @Test
  void takesAPushThroughARouteThatMayBlock() throws IOException {
    routeThrough("- to: log:between?level=DEBUG");
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.push("", PUSH).body()).isEqualTo("{\"code\":0,\"message\":\"ok\"}");
      assertThat(hub.push("", "no JSON").statusCode()).isEqualTo(400);
      assertThat(Http.get(hub.url("/ucloud/reports")).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void needsNoWorkerOnlyWhereTheRouteDoesNothingButAppend() throws IOException {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(neverBlocks(hub)).isTrue();
    }
    routeThrough("- to: log:between?level=DEBUG");
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(neverBlocks(hub)).isFalse();
    }
  }

  private static boolean neverBlocks(HubUnderTest hub) {
    return NonBlockingRoutes.behind(
        hub.context(), hub.context().getRoute("ucloud-push-source").getEndpoint());
  }

  @Test
  void answers503WhenAPushIsNotStoredWithinFiveSeconds() throws IOException {
    routeThrough("- to: bean:io.dlrhub.intake.IntakeServerTest$Hold");
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      HttpResponse<String> answer = hub.push("", PUSH);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).startsWith("{\"code\":503,");
      assertThat(refused(hub, "timeout")).isEqualTo(1);
      held.countDown();
    }
  }

  @Test
  void answers503AtOnceWhenTheMemoryForBodiesIsInUseAndTakesSmallOnesAllTheSame() {
    MemoryBudget budget = MemoryBudget.ofProcess();
    long before = budget.held();
    String large = "{\"MsgType\":2,\"Data\":[]," + " ".repeat(500_000) + "\"x\":1}";
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.push("", large).statusCode()).isEqualTo(200);
      try (Reservation one = budget.openLarge("one");
          Reservation other = budget.openLarge("other");
          Reservation third = budget.openLarge("third")) {
        // What the push before held is given back a little after its answer.
        await().atMost(LIMIT).until(() -> budget.held() <= before);
        for (Reservation full : List.of(one, other, third)) {
          fill(full);
        }
        HttpResponse<String> answer = hub.push("", large);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("too much");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused(hub, "overload")).isEqualTo(1);
        assertThat(hub.push("", PUSH).statusCode()).isEqualTo(200);
      }
      assertThat(hub.push("", large).statusCode()).isEqualTo(200);
    }
  }

  private static void fill(Reservation reservation) {
    for (long step = 1 << 24; step > 1000; step /= 2) {
      try {
        while (true) {
          reservation.objects(step);
        }
      } catch (MemoryRefused full) {
        continue;
      }
    }
  }

  @Test
  void aSenderThatHangsUpStillCountsUntilItsPushIsDone() throws IOException {
    routeThrough("- to: bean:io.dlrhub.intake.IntakeServerTest$Hold");
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      for (int i = 0; i < 1024; i++) {
        try (RawHttp gone = RawHttp.connect(hub.port())) {
          gone.send(request(PUSH));
        }
      }
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(hub.push("", PUSH).body()).contains("too much"));
      held.countDown();
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(hub.push("", PUSH).statusCode()).isEqualTo(200));
    }
  }

  @Test
  void givesUpOnABodyThatDoesNotArrive() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start();
        RawHttp slow = RawHttp.connect(hub.port())) {
      slow.send(request(PUSH).substring(0, 120));
      assertThat(slow.answer())
          .contains(" 408")
          .endsWith("{\"code\":408,\"message\":\"the body did not arrive in time\"}");
    }
  }

  @Test
  void doesNotStartWithAnEmptyToken() {
    assertThatThrownBy(() -> HubUnderTest.in(folder).with("dlr.ucloud.push.token", "a,,b").start())
        .hasStackTraceContaining("token");
  }

  /** Puts a step before the append, so that the route is not known to never block. */
  @Test
  void countsWhatASuspendedRouteDoesNotTake() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.context().getRouteController().suspendRoute("ucloud-push-source");
      HttpResponse<String> answer = hub.push("", PUSH);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("not open");
      assertThat(refused(hub, "closed")).isEqualTo(1);
    }
  }

  @Test
  void countsAPushWhoseAnswerCouldNotBeMade() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.copy(Path.of("routes/ucloud.yaml"), routes.resolve("ucloud.yaml"));
    String kamelet = "ucloud-usms-push-source.kamelet.yaml";
    Files.writeString(
        routes.resolve(kamelet),
        Files.readString(Path.of("src/main/resources/kamelets", kamelet))
            + "          - throwException: { exceptionType: java.lang.IllegalStateException, message: x }\n");
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(hub.push("", PUSH).statusCode()).isEqualTo(503);
      assertThat(refused(hub, "ledger")).isEqualTo(1);
    }
  }

  @Test
  void aPathThatIsTakenIsRefusedNamingBoth() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThatThrownBy(() -> hub.context().addRoutes(second("/ucloud/reports")))
          .rootCause()
          .hasMessage(
              "parameter path of shop2-source is '/ucloud/reports', which ucloud-push-source has"
                  + " already, accepted is a path of its own");
      assertThat(hub.push("", PUSH).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> hub.context().addRoutes(second("/messages")))
          .rootCause()
          .hasMessageContaining("which messages-source has already");
    }
  }

  @Test
  void aPathIsFreeWhileItsRouteIsStopped() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.context().getRouteController().stopRoute("ucloud-push");
      hub.context().getRouteController().stopRoute("ucloud-push-source");
      hub.context().addRoutes(second("/ucloud/reports"));
      assertThat(hub.push("", PUSH).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> hub.context().getRouteController().startRoute("ucloud-push-source"))
          .hasStackTraceContaining("which shop2-source has already");
    }
  }

  @Test
  void takesPushesAgainAfterARouteWasStoppedAndStarted() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.ucloud.push.token", "t").start()) {
      for (String route : List.of("ucloud-push", "ucloud-push-source")) {
        hub.context().getRouteController().stopRoute(route);
        hub.context().getRouteController().startRoute(route);
      }
      assertThat(hub.push("?token=t", PUSH).statusCode()).isEqualTo(200);
      assertThat(hub.push("", PUSH).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void takesPushesAgainAfterItsRoutesWereLoadedAgain() throws Exception {
    Path file = Files.createDirectories(folder.resolve("routes")).resolve("ucloud.yaml");
    Files.copy(Path.of("routes/ucloud.yaml"), file);
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.context().getRouteController().removeAllRoutes();
      Resource again =
          PluginHelper.getResourceLoader(hub.context()).resolveResource("file:" + file);
      PluginHelper.getRoutesLoader(hub.context()).loadRoutes(again);
      assertThat(hub.push("", PUSH).statusCode()).isEqualTo(200);
      assertThat(Http.get(hub.url("/ucloud/reports")).statusCode()).isEqualTo(405);
    }
  }

  private static RouteBuilder second(String path) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("kamelet:ucloud-usms-push-source/shop2-source?account=shop2&path=RAW(" + path + ")")
            .errorHandler(noErrorHandler())
            .to("ledger:append");
      }
    };
  }

  private void routeThrough(String step) throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    String shipped = Files.readString(Path.of("routes/ucloud.yaml"));
    String append = "        - to: ledger:append";
    assertThat(shipped).contains(append);
    Files.writeString(
        routes.resolve("ucloud.yaml"), shipped.replace(append, "        " + step + "\n" + append));
  }

  private static String request(String body) {
    return "POST /ucloud/reports HTTP/1.1\r\nHost: h\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String raw(HubUnderTest hub, String request) {
    try (RawHttp connection = RawHttp.connect(hub.port())) {
      return connection.send(request).answer();
    }
  }

  private static double refused(HubUnderTest hub, String reason) {
    return hub.metric("dlr_push_refused_total{provider=\"ucloud\",reason=\"" + reason + "\"}");
  }
}
