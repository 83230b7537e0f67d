package io.dlrhub.benchmark;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.ReconciliationQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The ledger's writer alone: appends batches of reports, every one different, and prints the rate
 * of each million, how long opening takes, and how long a reconciliation of their day.
 *
 * <p>Arguments: records in all (default 10,000,000), folder (default a temporary one, removed).
 * With 0 records it only opens what is in the folder; after a kill, for instance. Third: reports in
 * a batch (default 100). {@code -Dfrom=N} numbers the reports from there, to go on in a ledger.
 */
public final class LedgerBenchmark {

  private static int batchSize = 100;
  private static long step = 1_000_000;
  private static final int WAITING = 64;
  private static final int THREADS = 2;
  private static final int MILLION = 1_000_000;

  private LedgerBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long records = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10L * MILLION;
    if (arguments.length > 2) {
      batchSize = Integer.parseInt(arguments[2]);
    }
    step = Math.min(MILLION, Math.max(batchSize, records / 4));
    Path folder =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Files.createTempDirectory(Path.of("target"), "ledger-benchmark");
    LedgerOptions options = LedgerOptions.of("jdbc:sqlite:" + folder.resolve("ledger.db"));
    open(options, ledger -> append(ledger, records));
    open(options, LedgerBenchmark::ask);
    System.out.printf("file %d MB, resident %s%n", size(folder) >> 20, resident());
    if (arguments.length < 2) {
      remove(folder);
    }
  }

  private static void ask(Ledger ledger) {
    Instant end = SampleReports.REPORTED.plus(Duration.ofHours(1));
    ReconciliationQuery day = new ReconciliationQuery(null, end.minus(Duration.ofDays(1)), end, 0);
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      String held = ledger.reconcile(day).hours().toString();
      System.out.printf("reconciled in %.1f ms: %s%n", (System.nanoTime() - began) / 1e6, held);
    }
  }

  private interface Work {
    void with(Ledger ledger) throws InterruptedException;
  }

  private static void open(LedgerOptions options, Work work) throws InterruptedException {
    long usedBefore = processorMillis();
    long began = System.nanoTime();
    try (Ledger ledger = Ledger.open(options)) {
      System.out.printf(
          "opened in %d ms, %d ms of processor time%n",
          (System.nanoTime() - began) / 1_000_000, processorMillis() - usedBefore);
      work.with(ledger);
    }
  }

  private static void append(Ledger ledger, long records) throws InterruptedException {
    long first = Long.getLong("from", 0);
    AtomicLong nextBatch = new AtomicLong();
    AtomicLong stored = new AtomicLong();
    AtomicLong millionAt = new AtomicLong(System.nanoTime());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Semaphore room = new Semaphore(WAITING);
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      new Thread(
              () -> {
                long batch = nextBatch.getAndIncrement();
                while (batch < records / batchSize && failure.get() == null) {
                  room.acquireUninterruptibly();
                  ledger
                      .appendAsync(
                          Append.of(SampleReports.of(first + batch * batchSize, batchSize)))
                      .whenComplete(
                          (appended, problem) -> {
                            room.release();
                            if (problem != null || appended.stored().size() != batchSize) {
                              failure.set(problem == null ? new AssertionError() : problem);
                            }
                            count(stored.addAndGet(batchSize), millionAt);
                          });
                  batch = nextBatch.getAndIncrement();
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    room.acquire(WAITING);
    if (failure.get() != null) {
      throw new IllegalStateException("an append failed", failure.get());
    }
  }

  private static void count(long stored, AtomicLong millionAt) {
    if (stored % step == 0) {
      long now = System.nanoTime();
      double seconds = (now - millionAt.getAndSet(now)) / 1e9;
      System.out.printf(
          "%5.1f million: %,9.0f records/s, writer's thread %.2f us a record, resident %s%n",
          stored / 1e6, step / seconds, writerMicros() / stored, resident());
    }
  }

  private static long processorMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  /** Processor time of the writer's thread: what a quieter machine would be limited by. */
  private static double writerMicros() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals("ledger-writer")) {
        return threads.getThreadCpuTime(thread.getThreadId()) / 1e3;
      }
    }
    return 0;
  }

  private static String resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .map(line -> line.replaceAll("\\s+", " ").substring(7))
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      return "?";
    }
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
