package io.dlrhub.ledger.camel;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.Record;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a sink again beside new deliveries, and how sinks are paused and stopped. */
class RedeliveriesTest {

  @TempDir Path folder;
  private DefaultCamelContext context = new DefaultCamelContext();
  private final List<Record> delivered = new CopyOnWriteArrayList<>();
  private final List<Record> repeated = new CopyOnWriteArrayList<>();
  private final Map<String, Boolean> names = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(LedgerOptions.of(Ledgers.url(folder.resolve("ledger.db"))));
    context.getRegistry().bind("ledger", Ledger.class, ledger);
  }

  @AfterEach
  void stop() {
    end.countDown();
    context.stop();
    ledger.close();
  }

  private void start(String name, String options, Processor step) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:feed/" + name + options)
                .routeId(name)
                .errorHandler(noErrorHandler())
                .process(step);
          }
        });
    context.start();
  }

  /** Keeps what it gets. */
  private void keep(Exchange exchange) {
    List<Record> all = new ArrayList<>();
    if (exchange.getMessage().getBody() instanceof Batch batch) {
      all.addAll(batch);
    } else {
      all.add(exchange.getMessage().getBody(Record.class));
    }
    String replay = exchange.getProperty("dlrReplay", String.class);
    if (replay == null) {
      delivered.addAll(all);
    } else {
      repeated.addAll(all);
      names.put(replay, true);
    }
  }

  private static boolean isReplay(Exchange exchange) {
    return exchange.getProperty("dlrReplay") != null;
  }

  private void append(int from, int to) {
    ledger.append(Append.of(Reports.numbers(from, to)));
  }

  private SinkState sink(String name) {
    return ledger.sinks().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private void awaitDelivered(String name) {
    await().atMost(LIMIT).until(() -> sink(name).lag() == 0);
  }

  private Replay replayAll(String name) {
    return ledger.replays().start(new ReplayOptions(name, Instant.EPOCH, null, null, null, null));
  }

  private Replay awaitReplay(String name) {
    return await()
        .atMost(LIMIT)
        .until(() -> ledger.replays().of(name).orElseThrow(), replay -> !replay.running());
  }

  @Test
  void aReplayOfAnyRouteIsNamedAndInOrder() throws Exception {
    start("audit", "?batchSize=7", this::keep);
    append(0, 50);
    awaitDelivered("audit");
    replayAll("audit");
    assertThat(awaitReplay("audit").progress().delivered()).isEqualTo(50);
    assertThat(repeated).isEqualTo(Reports.numbers(0, 50));
    assertThat(delivered).isEqualTo(Reports.numbers(0, 50));
    assertThat(names).hasSize(1);
    assertThat(sink("audit").position()).isEqualTo(50);
  }

  @Test
  void newDeliveriesGoOnWhileAReplayHangs() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    start(
        "audit",
        "",
        exchange -> {
          if (isReplay(exchange)) {
            hanging.countDown();
            end.await();
          }
          keep(exchange);
        });
    append(0, 5);
    awaitDelivered("audit");
    replayAll("audit");
    hanging.await();
    append(5, 50);
    awaitDelivered("audit");
    assertThat(delivered).isEqualTo(Reports.numbers(0, 50));
    assertThat(repeated).isEmpty();
    end.countDown();
    awaitReplay("audit");
    assertThat(repeated).isEqualTo(Reports.numbers(0, 5));
  }

  @Test
  void newDeliveriesGoOnWhileAReplayFailsUntilItIsCancelled() throws Exception {
    start(
        "audit",
        "",
        exchange -> {
          if (isReplay(exchange)) {
            throw new IOException("far end away");
          }
          keep(exchange);
        });
    append(0, 5);
    awaitDelivered("audit");
    replayAll("audit");
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.redeliveries().iterator().next().failures() > 1);
    FeedStatus status = component.redeliveries().iterator().next();
    assertThat(status.problem()).isEqualTo("far end away");
    assertThat(status.nextAttempt()).isAfter(status.failingSince());
    assertThat(component.feeds().iterator().next().failures()).isZero();
    append(5, 50);
    awaitDelivered("audit");
    assertThat(delivered).isEqualTo(Reports.numbers(0, 50));
    ledger.replays().cancel("audit");
    await().atMost(LIMIT).until(() -> component.redeliveries().iterator().next().failures() == 0);
    assertThat(repeated).isEmpty();
  }

  @Test
  void aReplayGoesOnAfterARestart() throws Exception {
    start(
        "audit",
        "?batchSize=10",
        exchange -> {
          if (isReplay(exchange) && repeated.size() == 20) {
            throw new IOException("far end away");
          }
          keep(exchange);
        });
    append(0, 50);
    awaitDelivered("audit");
    replayAll("audit");
    await().atMost(LIMIT).until(() -> repeated.size() == 20);
    context.stop();
    ledger.close();
    repeated.add(Reports.number(99));
    context = new DefaultCamelContext();
    open();
    start("audit", "?batchSize=10", this::keep);
    awaitReplay("audit");
    repeated.remove(20);
    assertThat(repeated).isEqualTo(Reports.numbers(0, 50));
    assertThat(names).as("the same replay").hasSize(1);
  }

  @Test
  void aReplayKeepsToItsPace() throws Exception {
    start("audit", "?batchSize=100", this::keep);
    append(0, 30);
    awaitDelivered("audit");
    long began = System.nanoTime();
    ledger.replays().start(new ReplayOptions("audit", Instant.EPOCH, null, null, null, 20));
    awaitReplay("audit");
    assertThat(repeated).hasSize(30);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void aRetriedDeadLetterGoesAgainByItself() throws Exception {
    Record bad = Reports.number(3);
    start(
        "audit",
        "?batchSize=4",
        exchange -> {
          if (!isReplay(exchange) && exchange.getMessage().getBody(Batch.class).contains(bad)) {
            throw new RecordRefused("no");
          }
          keep(exchange);
        });
    append(0, 10);
    awaitDelivered("audit");
    assertThat(sink("audit").deadLetters()).isEqualTo(1);
    ledger.deadLetters().retry(DeadLetterFilter.of("audit"));
    await().atMost(LIMIT).until(() -> sink("audit").deadLetters() == 0);
    assertThat(repeated).containsExactly(bad);
  }

  @Test
  void tenRefusedInARowAreNoDeadLettersThoughTheyCameOneByOne() throws Exception {
    CountDownLatch mended = new CountDownLatch(1);
    start(
        "audit",
        "",
        exchange -> {
          if (mended.getCount() > 0) {
            throw new RecordRefused("all of it");
          }
          keep(exchange);
        });
    for (int i = 0; i < 9; i++) {
      append(i, i + 1);
      long letters = i + 1;
      await().atMost(LIMIT).until(() -> sink("audit").deadLetters() == letters);
    }
    append(9, 10);
    await().atMost(LIMIT).until(() -> sink("audit").deadLetters() == 0);
    assertThat(sink("audit").lag()).isEqualTo(10);
    append(10, 20);
    mended.countDown();
    awaitDelivered("audit");
    assertThat(delivered).isEqualTo(Reports.numbers(0, 20));
    assertThat(sink("audit").deadLetters()).isZero();
  }

  @Test
  void whatWasDiscardedIsNotTakenBack() throws Exception {
    CountDownLatch mended = new CountDownLatch(1);
    start(
        "audit",
        "",
        exchange -> {
          if (mended.getCount() > 0) {
            throw new RecordRefused("all of it");
          }
          keep(exchange);
        });
    append(0, 3);
    await().atMost(LIMIT).until(() -> sink("audit").deadLetters() == 3);
    ledger.deadLetters().discard(DeadLetterFilter.one(2), "known");
    append(3, 20);
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.feeds().iterator().next().failures() > 0);
    assertThat(sink("audit").deadLetters()).isZero();
    mended.countDown();
    awaitDelivered("audit");
    List<Record> expected = new ArrayList<>(Reports.numbers(0, 20));
    expected.remove(1);
    assertThat(delivered).isEqualTo(expected);
  }

  @Test
  void aReplayOfAnEndpointThatRefusesEverythingLeavesNoDeadLetters() throws Exception {
    CountDownLatch mended = new CountDownLatch(1);
    start(
        "audit",
        "?batchSize=5",
        exchange -> {
          // The first nine of a window of ten are given up at its end when the first was taken.
          boolean first =
              exchange.getMessage().getBody(Batch.class).get(0).equals(Reports.number(0));
          if (isReplay(exchange) && mended.getCount() > 0 && !first) {
            throw new RecordRefused("all of it");
          }
          if (exchange.getMessage().getBody(Batch.class).size() > 1
              && isReplay(exchange)
              && first
              && mended.getCount() > 0) {
            throw new RecordRefused("some of it");
          }
          keep(exchange);
        });
    append(0, 30);
    awaitDelivered("audit");
    replayAll("audit");
    LedgerComponent component = context.getComponent("ledger", LedgerComponent.class);
    await().atMost(LIMIT).until(() -> component.redeliveries().iterator().next().failures() > 0);
    assertThat(sink("audit").deadLetters()).isZero();
    mended.countDown();
    assertThat(awaitReplay("audit").progress().delivered()).isEqualTo(30);
    assertThat(repeated).isEqualTo(Reports.numbers(0, 30));
    assertThat(sink("audit").deadLetters()).isZero();
  }

  @Test
  void aPauseBeginsAfterTheBatchInFlightAndEndsAtOnce() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        "audit",
        "?batchSize=2",
        exchange -> {
          inFlight.countDown();
          goOn.await();
          keep(exchange);
        });
    append(0, 20);
    inFlight.await();
    ledger.pause("audit");
    goOn.countDown();
    await().atMost(LIMIT).until(() -> sink("audit").lag() == 18);
    await()
        .during(Duration.ofMillis(500))
        .atMost(LIMIT)
        .until(() -> delivered.size(), size -> size == 2);
    ledger.resume("audit");
    awaitDelivered("audit");
    assertThat(delivered).isEqualTo(Reports.numbers(0, 20));
  }

  /**
   * The middle one ends its delivery when the others have stopped: those that Camel stops after it
   * must not wait for it.
   */
  @Test
  void allSinksBeginToStopAtOnce() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(1);
    start("first", "", exchange -> {});
    start(
        "middle",
        "",
        exchange -> {
          inFlight.countDown();
          await()
              .atMost(LIMIT)
              .until(() -> !runs("ledger-feed-first") && !runs("ledger-feed-last"));
          keep(exchange);
        });
    start("last", "", exchange -> {});
    append(0, 1);
    inFlight.await();
    context.stop();
    assertThat(delivered).hasSize(1);
    assertThat(sink("middle").lag()).isZero();
  }

  private static boolean runs(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().contains(name));
  }
}
