package io.dlrhub.ledger.camel;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import io.dlrhub.testing.SettableClock;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger:track} and {@code ledger:due} in the routes of a host that sends by itself. */
class TrackAndDueTest {

  private static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final SettableClock clock = new SettableClock(SENT.toString());
  private final List<List<?>> asked = new CopyOnWriteArrayList<>();
  private final List<Long> askedAt = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nameTheLedger() {
    context
        .getPropertiesComponent()
        .addInitialProperty("dlr.ledger.url", "jdbc:sqlite:" + folder.resolve("ledger.db"));
    context.getRegistry().bind("clockOfTheTest", Clock.class, clock);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void registersWhatAHostSendsInWhateverFormItHasIt() throws Exception {
    start("?maxPerSecond=1000", exchange -> {});
    assertThat(track(sent("one"))).isEqualTo(1);
    assertThat(track(List.of(sent("two"), sent("three")))).isEqualTo(2);
    assertThat(track(List.of(sent("four")).iterator())).isEqualTo(1);
    assertThat(track("{\"provider\":\"ucloud\",\"messageId\":\"five\"}")).isEqualTo(1);
    assertThat(track("[{\"provider\":\"ucloud\",\"messageId\":\"five\"}]".getBytes()))
        .as("known ones are counted too")
        .isEqualTo(1);
    assertThat(ledger().tracked()).isEqualTo(new TrackedCounts(5, 0, 0));

    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> !asked.isEmpty());
    assertThat(asked.get(0))
        .map(Object::toString)
        .containsExactlyInAnyOrder("one", "two", "three", "four", "five");
  }

  @Test
  void refusesAWholeListForOneBadElementAndSaysWhat() throws Exception {
    start("", exchange -> {});
    assertThatThrownBy(() -> track("[{\"provider\":\"ucloud\",\"messageId\":\"a\"},{}]"))
        .hasStackTraceContaining("index 1: provider is missing");
    assertThatThrownBy(() -> track(List.of(7)))
        .hasStackTraceContaining("the body of ledger:track holds java.lang.Integer, accepted are");
    assertThat(ledger().tracked()).isEqualTo(new TrackedCounts(0, 0, 0));
  }

  @Test
  void tracksManyInOneTransactionAndSaysHowManyWereNew() throws Exception {
    start("", exchange -> {});
    List<Integer> transactions = new ArrayList<>();
    Ledger counting =
        (Ledger)
            Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("track")) {
                    transactions.add(((List<?>) arguments[0]).size());
                  }
                  return method.invoke(ledger(), arguments);
                });
    LedgerEndpoint endpoint = context.getEndpoint("ledger:track", LedgerEndpoint.class);
    Exchange exchange = endpoint.createExchange();
    List<SentMessage> messages =
        IntStream.range(0, 2500).mapToObj(i -> sent("m" + i % 2490)).toList();
    exchange.getMessage().setBody(messages.iterator());
    new TrackProducer(endpoint, counting).process(exchange);
    assertThat(transactions).containsExactly(1000, 1000, 500);
    assertThat(exchange.getMessage().getHeader(LedgerConstants.TRACKED)).isEqualTo(2500L);
    assertThat(exchange.getMessage().getHeader(LedgerConstants.NEW)).isEqualTo(2490L);
  }

  @Test
  void completesWhatTheStepsAppended() throws Exception {
    start(
        "?batchSize=2&maxPerSecond=1000",
        exchange -> {
          List<DeliveryReport> reports = new ArrayList<>();
          for (Object id : exchange.getMessage().getBody(List.class)) {
            reports.add(report(id.toString()));
          }
          exchange.getMessage().setBody(reports);
        });
    track(List.of(sent("a"), sent("b"), sent("c")));
    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> ledger().tracked().complete() == 3);
    assertThat(asked).extracting(List::size).containsExactly(2, 1);
  }

  @Test
  void asksAgainAfterAPauseWhenTheStepsFail() throws Exception {
    start(
        "?maxPerSecond=1000",
        exchange -> {
          if (asked.size() == 1) {
            throw new IllegalStateException("the provider is away");
          }
        });
    track(sent("m"));
    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> asked.size() == 1);
    track(sent("other", clock.instant().minus(Duration.ofMinutes(5)).plusSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    await().atMost(LIMIT).until(() -> asked.size() == 2);
    assertThat(asked.get(1)).as("the failed one waits").isEqualTo(List.of("other"));
    clock.advance(Duration.ofSeconds(31));
    await().atMost(LIMIT).until(() -> asked.size() == 3);
    assertThat(asked.get(2)).isEqualTo(List.of("m"));
  }

  /** What the steps could not append is asked for again, whatever the host makes of the failure. */
  @Test
  void asksAgainWhenAHostGoesOnAfterAnAppendThatFailed() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class).continued(true);
            from("ledger:due?maxPerSecond=1000")
                .process(TrackAndDueTest.this::remember)
                .setBody(constant(7))
                .to("ledger:append");
            from("direct:sent").to("ledger:track");
          }
        });
    context.start();
    track(sent("one"));
    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> asked.size() == 1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(ledger().tracked("one"))
                    .singleElement()
                    .satisfies(
                        state -> {
                          assertThat(state.next().step()).isZero();
                          assertThat(state.next().failures()).isEqualTo(1);
                        }));
  }

  @Test
  void keepsToTheBudgetOfCalls() throws Exception {
    start("?batchSize=1&maxPerSecond=2", exchange -> {});
    track(IntStream.range(0, 5).mapToObj(i -> sent("m" + i)).toList());
    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> asked.size() == 5);
    // Four pauses of half a second; less only by as much as the first call came late.
    assertThat(Duration.ofNanos(askedAt.get(4) - askedAt.get(0)))
        .isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void textAndVideoOfAnAccountShareTheBudget() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:due?channel=video&batchSize=1&maxPerSecond=2")
                .routeId("video")
                .errorHandler(noErrorHandler())
                .process(TrackAndDueTest.this::remember);
          }
        });
    start("?batchSize=1&maxPerSecond=2", exchange -> {});
    track(
        IntStream.range(0, 6)
            .mapToObj(i -> sent("m" + i, SENT, i % 2 == 0 ? Channel.SMS : Channel.VIDEO))
            .toList());
    clock.advance(Duration.ofMinutes(5));
    await().atMost(LIMIT).until(() -> asked.size() == 6);
    // Five pauses of half a second; two at once would need little more than one second.
    assertThat(Duration.ofNanos(askedAt.get(5) - askedAt.get(0)))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  private void start(String options, Processor provider) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:sent").routeId("sent").errorHandler(noErrorHandler()).to("ledger:track");
            from("ledger:due" + options)
                .routeId("due")
                .errorHandler(noErrorHandler())
                .process(TrackAndDueTest.this::remember)
                .process(provider)
                .filter(TrackAndDueTest::holdsReports)
                .to("ledger:append");
          }
        });
    context.start();
  }

  private void remember(Exchange exchange) {
    askedAt.add(System.nanoTime());
    asked.add(exchange.getMessage().getBody(List.class));
  }

  private static boolean holdsReports(Exchange exchange) {
    return exchange.getMessage().getBody(List.class).get(0) instanceof DeliveryReport;
  }

  private long track(Object body) {
    Exchange exchange =
        context.createFluentProducerTemplate().to("direct:sent").withBody(body).send();
    if (exchange.getException() != null) {
      throw new IllegalStateException(exchange.getException());
    }
    return exchange.getMessage().getHeader(LedgerConstants.TRACKED, Long.class);
  }

  private Ledger ledger() {
    return context.getComponent("ledger", LedgerComponent.class).ledger();
  }

  private static SentMessage sent(String id) {
    return sent(id, SENT);
  }

  private static SentMessage sent(String id, Instant at) {
    return sent(id, at, Channel.SMS);
  }

  private static SentMessage sent(String id, Instant at, Channel channel) {
    return new SentMessage(
        "ucloud", "default", channel, id, List.of("18512345678"), at, null, RawJson.of("{}"));
  }

  private static DeliveryReport report(String id) {
    return DeliveryReport.builder()
        .provider("ucloud")
        .account("default")
        .channel(Channel.SMS)
        .messageId(id)
        .phone("18512345678")
        .status(DeliveryStatus.DELIVERED)
        .receivedAt(SENT)
        .origin(Origin.QUERY)
        .raw(RawJson.of("{}"))
        .build();
  }
}
