package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {

  private static final int THREADS = 32;
  private static final int REPORTS = 20_000;

  @TempDir Path folder;

  /** Every report comes from about two threads, in any order, while a sink reads. */
  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    AtomicInteger stored = new AtomicInteger();
    try (Ledger ledger =
        Ledgers.withSmallGenerations(Ledgers.options(folder.resolve("ledger.db")))) {
      Feed feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.BEGINNING));
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        running.add(threads.submit(() -> stored.addAndGet(appendSome(ledger, random))));
      }
      threads.shutdown();
      Set<RecordId> seen = new HashSet<>();
      long position = 0;
      // In this order: what the last thread stored is counted before it is done.
      while (running.stream().anyMatch(one -> !one.isDone()) || seen.size() < stored.get()) {
        Batch batch = feed.poll(500, Duration.ofSeconds(1));
        for (int i = 0; i < batch.size(); i++) {
          assertThat(batch.position(i)).isEqualTo(++position);
          assertThat(seen.add(batch.get(i).id())).isTrue();
        }
        if (!batch.isEmpty()) {
          feed.advance(batch.positionAfter());
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
      assertThat(seen).hasSize(stored.get());
      Appended rest = ledger.append(Append.of(Reports.numbers(0, REPORTS)));
      assertThat(rest.stored().size() + stored.get()).isEqualTo(REPORTS);
    }
  }

  private static int appendSome(Ledger ledger, Random random) {
    int stored = 0;
    for (int appended = 0; appended < 2 * REPORTS / THREADS; ) {
      List<DeliveryReport> reports = new ArrayList<>();
      for (int i = 1 + random.nextInt(40); i > 0; i--) {
        reports.add(Reports.number(random.nextInt(REPORTS)));
      }
      Appended result = ledger.append(Append.of(reports));
      assertThat(result.stored().size() + result.duplicates()).isEqualTo(reports.size());
      assertThat(reports).containsAll(cast(result.stored()));
      stored += result.stored().size();
      appended += reports.size();
    }
    return stored;
  }

  private static List<DeliveryReport> cast(List<Record> records) {
    return records.stream().map(DeliveryReport.class::cast).toList();
  }
}
