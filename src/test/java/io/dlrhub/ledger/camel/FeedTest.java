package io.dlrhub.ledger.camel;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger:feed}: what a sink is handed, and when again. */
class FeedTest {

  @TempDir Path folder;
  @AutoClose private LedgerHost host;

  @BeforeEach
  void makeHost() {
    host = new LedgerHost(folder);
  }

  @Test
  void bringsWhatIsAppendedToASink() throws Exception {
    host.start(host.append(), host.sink("ledger:feed/test?batchSize=100", exchange -> {}));
    host.send(Reports.numbers(0, 250));
    host.send(Reports.number(250));
    host.send(Reports.numbers(0, 10));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(host.delivered()).containsExactlyElementsOf(Reports.numbers(0, 251)));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.state().lag()).isZero());
    assertThat(host.sizes()).allMatch(size -> size <= 100);
  }

  @Test
  void handsOnTheRecordItselfWhenTheBatchSizeIsOne() throws Exception {
    List<String> texts = new CopyOnWriteArrayList<>();
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test",
            exchange -> texts.add(exchange.getMessage().getBody(String.class))));
    host.send(Reports.numbers(0, 3));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.delivered()).hasSize(3));
    assertThat(texts.get(0))
        .isEqualTo(new String(RecordJson.write(Reports.number(0)), StandardCharsets.UTF_8));
  }

  @Test
  void tellsASinkWhatComesNext() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicBoolean failing = new AtomicBoolean(true);
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test?batchSize=10",
            exchange -> {
              told.add(exchange.getProperty(LedgerConstants.POSITIONS) + " then " + next(exchange));
              if (failing.getAndSet(false)) {
                throw new IOException("away");
              }
            }));
    host.send(Reports.numbers(0, 35));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.delivered()).hasSize(35));
    assertThat(told)
        .containsExactly(
            "1-10 then 11-20",
            "1-10 then 11-20",
            "11-20 then 21-30",
            "21-30 then 31-35",
            "31-35 then null");
  }

  private static String next(Exchange exchange) {
    Supplier<?> next = exchange.getProperty(LedgerConstants.NEXT, Supplier.class);
    return next == null || !(next.get() instanceof Batch batch)
        ? null
        : batch.position(0) + "-" + batch.positionAfter();
  }

  @Test
  void registersASinkBeforeAnyRouteStarts() throws Exception {
    host.context().getManagementStrategy().addEventNotifier(new AppendWhenStarted("append"));
    host.start(
        host.sink("ledger:feed/test?batchSize=10", exchange -> {}),
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
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.delivered()).hasSize(1));
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
        host.ledger().append(Append.of(Reports.numbers(0, 1)));
      }
    }
  }

  @Test
  void retriesWhatFailedAndTellsSo() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test?batchSize=10",
            exchange -> {
              if (broken.get()) {
                throw new IOException("far end away");
              }
            }));
    host.send(Reports.numbers(0, 3));
    LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              FeedStatus status = component.feeds().iterator().next();
              assertThat(status.failures()).isPositive();
              assertThat(status.problem()).contains("far end away");
            });
    assertThat(host.delivered()).isEmpty();
    assertThat(host.state().lag()).isEqualTo(3);
    broken.set(false);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.state().lag()).isZero());
    assertThat(host.delivered()).containsExactlyElementsOf(Reports.numbers(0, 3));
    assertThat(component.feeds().iterator().next().failures()).isZero();
  }

  @Test
  void splitsARefusedBatchUntilTheRefusedRecordIsAlone() throws Exception {
    Record bad = Reports.number(37);
    host.start(
        host.append(),
        host.sink("ledger:feed/test?batchSize=64", exchange -> refuse(exchange, List.of(bad))));
    host.send(Reports.numbers(0, 100));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.state().lag()).isZero());
    assertThat(host.delivered()).hasSize(99).doesNotContain(bad).doesNotHaveDuplicates();
    assertThat(host.state().deadLetters()).isEqualTo(1);
  }

  @Test
  void takesTheHintWhichRecordIsRefused() throws Exception {
    Record bad = Reports.number(37);
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test?batchSize=100",
            exchange -> {
              int index = exchange.getMessage().getBody(Batch.class).indexOf(bad);
              if (index >= 0) {
                throw new RecordRefused("no", List.of(index));
              }
            }));
    host.send(Reports.numbers(0, 100));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.state().lag()).isZero());
    assertThat(host.sizes()).containsExactly(37, 62);
    assertThat(host.state().deadLetters()).isEqualTo(1);
  }

  @Test
  void keepsNoDeadLettersWhenTheEndpointRefusesEverything() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test?batchSize=100",
            exchange -> {
              if (broken.get()) {
                throw new RecordRefused("all of it");
              }
            }));
    host.send(Reports.numbers(0, 100));
    LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.feeds().iterator().next().failures() > 0);
    assertThat(host.state().deadLetters()).isZero();
    broken.set(false);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.state().lag()).isZero());
    assertThat(host.delivered()).containsExactlyElementsOf(Reports.numbers(0, 100));
    assertThat(host.state().deadLetters()).isZero();
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
    host.start(host.append(), host.sink("ledger:feed/test?start=beginning", exchange -> {}));
    host.send(Reports.numbers(0, 2));
    await().atMost(LIMIT).until(() -> host.delivered().size() == 2);
    host.context().getRouteController().stopRoute("sink");
    host.send(Reports.numbers(2, 4));
    host.context().getRouteController().startRoute("sink");
    await().atMost(LIMIT).until(() -> host.delivered().size() == 4);
    assertThat(host.delivered()).extracting(Record::id).doesNotHaveDuplicates();
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
    assertThatThrownBy(() -> host.start(swallowing))
        .hasMessageContaining("swallowing")
        .hasMessageContaining("noErrorHandler");
  }

  @Test
  void keepsToItsPace() throws Exception {
    host.start(
        host.append(), host.sink("ledger:feed/test?batchSize=10&maxPerSecond=20", exchange -> {}));
    long began = System.nanoTime();
    host.send(Reports.numbers(0, 30));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(host.delivered()).hasSize(30));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void waitsOnStopForTheDeliveryInFlightOnly() throws Exception {
    var inFlight = new java.util.concurrent.CountDownLatch(1);
    var goOn = new java.util.concurrent.CountDownLatch(1);
    host.start(
        host.append(),
        host.sink(
            "ledger:feed/test?batchSize=1",
            exchange -> {
              inFlight.countDown();
              goOn.await();
            }));
    host.send(Reports.numbers(0, 5));
    inFlight.await();
    Thread stopping = new Thread(host.context()::stop);
    stopping.start();
    await().atMost(LIMIT).until(() -> host.context().getStatus().isStopping());
    goOn.countDown();
    stopping.join();
    assertThat(host.delivered()).containsExactly(Reports.number(0));
    try (Ledger again = Ledger.open(LedgerOptions.of(host.url()))) {
      assertThat(again.sinks().get(0).lag()).isEqualTo(4);
    }
  }
}
