package io.dlrhub.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerComponentTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final CamelContext context = new DefaultCamelContext();
  private final List<Record> delivered = new CopyOnWriteArrayList<>();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nameTheLedger() {
    context.getPropertiesComponent().addInitialProperty("dlr.ledger.url", url());
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("ledger.db");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private void start(RouteBuilder... routes) throws Exception {
    for (RouteBuilder builder : routes) {
      context.addRoutes(builder);
    }
    context.start();
  }

  private RouteBuilder append() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:append").routeId("append").errorHandler(noErrorHandler()).to("ledger:append");
      }
    };
  }

  /** A sink that does what is given and then remembers what it got. */
  private RouteBuilder sink(String uri, org.apache.camel.Processor step) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(uri)
            .routeId("sink")
            .errorHandler(noErrorHandler())
            .process(step)
            .process(LedgerComponentTest.this::remember);
      }
    };
  }

  private void remember(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Batch batch) {
      sizes.add(batch.size());
      delivered.addAll(batch);
    } else {
      delivered.add(exchange.getMessage().getBody(Record.class));
    }
  }

  private void send(Object body) {
    context.createFluentProducerTemplate().to("direct:append").withBody(body).request();
  }

  private Ledger ledger() {
    return context.getComponent("ledger", LedgerComponent.class).ledger();
  }

  private SinkState state() {
    return ledger().sinks().get(0);
  }

  @Test
  void bringsWhatIsAppendedToASink() throws Exception {
    start(append(), sink("ledger:feed/test?batchSize=100", exchange -> {}));
    send(Reports.numbers(0, 250));
    send(Reports.number(250));
    send(Reports.numbers(0, 10));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(delivered).containsExactlyElementsOf(Reports.numbers(0, 251)));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(state().lag()).isZero());
    assertThat(sizes).allMatch(size -> size <= 100);
  }

  @Test
  void handsOnTheRecordItselfWhenTheBatchSizeIsOne() throws Exception {
    List<String> texts = new CopyOnWriteArrayList<>();
    start(
        append(),
        sink(
            "ledger:feed/test",
            exchange -> texts.add(exchange.getMessage().getBody(String.class))));
    send(Reports.numbers(0, 3));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(delivered).hasSize(3));
    assertThat(texts.get(0))
        .isEqualTo(new String(RecordJson.write(Reports.number(0)), StandardCharsets.UTF_8));
  }

  @Test
  void tellsASinkWhatComesNext() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicBoolean failing = new AtomicBoolean(true);
    start(
        append(),
        sink(
            "ledger:feed/test?batchSize=10",
            exchange -> {
              told.add(exchange.getProperty(LedgerComponent.POSITIONS) + " then " + next(exchange));
              if (failing.getAndSet(false)) {
                throw new IOException("away");
              }
            }));
    send(Reports.numbers(0, 35));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(delivered).hasSize(35));
    assertThat(told)
        .containsExactly(
            "1-10 then 11-20",
            "1-10 then 11-20",
            "11-20 then 21-30",
            "21-30 then 31-35",
            "31-35 then null");
  }

  private static String next(Exchange exchange) {
    Supplier<?> next = exchange.getProperty(LedgerComponent.NEXT, Supplier.class);
    return next == null || !(next.get() instanceof Batch batch)
        ? null
        : batch.position(0) + "-" + batch.positionAfter();
  }

  @Test
  void registersASinkBeforeAnyRouteStarts() throws Exception {
    context.getManagementStrategy().addEventNotifier(new AppendWhenStarted("append"));
    start(
        sink("ledger:feed/test?batchSize=10", exchange -> {}),
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:append")
                .routeId("append")
                .startupOrder(1)
                .errorHandler(noErrorHandler())
                .to("ledger:append");
          }
        });
    await().atMost(LIMIT).untilAsserted(() -> assertThat(delivered).hasSize(1));
  }

  /** Sends a report at the moment a route has started, while later ones have not. */
  private final class AppendWhenStarted extends EventNotifierSupport {
    private final String routeId;

    AppendWhenStarted(String routeId) {
      this.routeId = routeId;
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.RouteStartedEvent started
          && started.getRoute().getId().equals(routeId)) {
        ledger().append(Append.of(Reports.numbers(0, 1)));
      }
    }
  }

  @Test
  void retriesWhatFailedAndTellsSo() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    start(
        append(),
        sink(
            "ledger:feed/test?batchSize=10",
            exchange -> {
              if (broken.get()) {
                throw new IOException("far end away");
              }
            }));
    send(Reports.numbers(0, 3));
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              FeedStatus status = component.feeds().iterator().next();
              assertThat(status.failures()).isPositive();
              assertThat(status.problem()).contains("far end away");
            });
    assertThat(delivered).isEmpty();
    assertThat(state().lag()).isEqualTo(3);
    broken.set(false);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(state().lag()).isZero());
    assertThat(delivered).containsExactlyElementsOf(Reports.numbers(0, 3));
    assertThat(component.feeds().iterator().next().failures()).isZero();
  }

  @Test
  void splitsARefusedBatchUntilTheRefusedRecordIsAlone() throws Exception {
    Record bad = Reports.number(37);
    start(
        append(),
        sink("ledger:feed/test?batchSize=64", exchange -> refuse(exchange, List.of(bad))));
    send(Reports.numbers(0, 100));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(state().lag()).isZero());
    assertThat(delivered).hasSize(99).doesNotContain(bad).doesNotHaveDuplicates();
    assertThat(state().deadLetters()).isEqualTo(1);
  }

  @Test
  void takesTheHintWhichRecordIsRefused() throws Exception {
    Record bad = Reports.number(37);
    start(
        append(),
        sink(
            "ledger:feed/test?batchSize=100",
            exchange -> {
              int index = exchange.getMessage().getBody(Batch.class).indexOf(bad);
              if (index >= 0) {
                throw new RecordRefused("no", List.of(index));
              }
            }));
    send(Reports.numbers(0, 100));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(state().lag()).isZero());
    assertThat(sizes).containsExactly(37, 62);
    assertThat(state().deadLetters()).isEqualTo(1);
  }

  @Test
  void keepsNoDeadLettersWhenTheEndpointRefusesEverything() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    start(
        append(),
        sink(
            "ledger:feed/test?batchSize=100",
            exchange -> {
              if (broken.get()) {
                throw new RecordRefused("all of it");
              }
            }));
    send(Reports.numbers(0, 100));
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.feeds().iterator().next().failures() > 0);
    assertThat(state().deadLetters()).isZero();
    broken.set(false);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(state().lag()).isZero());
    assertThat(delivered).containsExactlyElementsOf(Reports.numbers(0, 100));
    assertThat(state().deadLetters()).isZero();
  }

  private static void refuse(Exchange exchange, List<Record> bad) {
    for (Record record : exchange.getMessage().getBody(Batch.class)) {
      if (bad.contains(record)) {
        throw new RecordRefused("refused " + record.id());
      }
    }
  }

  @Test
  void goesOnWhenItsRouteIsStoppedAndStartedAgain() throws Exception {
    start(append(), sink("ledger:feed/test?start=beginning", exchange -> {}));
    send(Reports.numbers(0, 2));
    await().atMost(LIMIT).until(() -> delivered.size() == 2);
    context.getRouteController().stopRoute("sink");
    send(Reports.numbers(2, 4));
    context.getRouteController().startRoute("sink");
    await().atMost(LIMIT).until(() -> delivered.size() == 4);
    assertThat(delivered).extracting(Record::id).doesNotHaveDuplicates();
  }

  @Test
  void refusesToStartWithAnErrorHandlerThatMayHideAFailure() {
    RouteBuilder swallowing =
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(deadLetterChannel("log:dead"));
            from("ledger:feed/test").routeId("swallowing").to("log:x");
          }
        };
    assertThatThrownBy(() -> start(swallowing))
        .hasMessageContaining("swallowing")
        .hasMessageContaining("noErrorHandler");
  }

  @Test
  void failsTheExchangeInAHostWithADeadLetterChannel() throws Exception {
    context
        .getCamelContextExtension()
        .setErrorHandlerFactory(new org.apache.camel.builder.DeadLetterChannelBuilder("log:dead"));
    start(append(), sink("ledger:feed/test", exchange -> {}));
    ledger().close();
    Exchange answer =
        context
            .createFluentProducerTemplate()
            .to("direct:append")
            .withBody(Reports.number(1))
            .send();
    assertThat(answer.getException()).isInstanceOf(LedgerException.class);
  }

  @Test
  void storesWhatTheExchangeCarriesBesideTheRecords() throws Exception {
    start(append());
    PullIntent intent = ledger().begin("ucloud", "default", "PullUSMSReport");
    InDoubt doubt = new InDoubt("ucloud", "default", "PullUSMSReport", Instant.now(), "cut");
    context
        .createFluentProducerTemplate()
        .to("direct:append")
        .withExchangeProperty(PullIntent.PROPERTY, intent)
        .withExchangeProperty(InDoubt.PROPERTY, doubt)
        .withBody(List.of())
        .request();
    assertThat(ledger().inDoubtCounts()).containsExactly(new InDoubtCount("ucloud", "default", 1));
  }

  @Test
  void refusesABodyThatIsNoRecord() throws Exception {
    start(append());
    assertThatThrownBy(() -> send(List.of("text")))
        .rootCause()
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void usesTheBeanThatIsThere() throws Exception {
    try (Ledger own = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("own.db")))) {
      context.getRegistry().bind("mine", own);
      start(append());
      assertThat(ledger()).isSameAs(own);
      context.stop();
      own.append(Append.of(Reports.numbers(0, 1)));
    }
  }

  @Test
  void bindsTheLedgerItOpensAndClosesItWithTheContext() throws Exception {
    start(append());
    assertThat(context.getRegistry().lookupByName("ledger")).isSameAs(ledger());
    send(Reports.number(1));
    context.stop();
    try (Ledger again = Ledger.open(LedgerOptions.of(url()))) {
      assertThat(again.append(Append.of(Reports.numbers(1, 2))).duplicates()).isEqualTo(1);
    }
  }

  @Test
  void keepsToItsPace() throws Exception {
    start(append(), sink("ledger:feed/test?batchSize=10&maxPerSecond=20", exchange -> {}));
    long began = System.nanoTime();
    send(Reports.numbers(0, 30));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(delivered).hasSize(30));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void waitsOnStopForTheDeliveryInFlightOnly() throws Exception {
    var inFlight = new java.util.concurrent.CountDownLatch(1);
    var goOn = new java.util.concurrent.CountDownLatch(1);
    start(
        append(),
        sink(
            "ledger:feed/test?batchSize=1",
            exchange -> {
              inFlight.countDown();
              goOn.await();
            }));
    send(Reports.numbers(0, 5));
    inFlight.await();
    Thread stopping = new Thread(context::stop);
    stopping.start();
    await().atMost(LIMIT).until(() -> context.getStatus().isStopping());
    goOn.countDown();
    stopping.join();
    assertThat(delivered).containsExactly(Reports.number(0));
    try (Ledger again = Ledger.open(LedgerOptions.of(url()))) {
      assertThat(again.sinks().get(0).lag()).isEqualTo(4);
    }
  }
}
