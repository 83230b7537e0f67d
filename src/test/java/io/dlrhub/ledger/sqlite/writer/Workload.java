package io.dlrhub.ledger.sqlite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A little of everything a ledger does, each step repeated until it is answered, with a list of
 * what was answered.
 */
final class Workload {

  public static final String SINK = "file";
  private static final int ROUNDS = 4;
  private static final int A_ROUND = 30;

  private final Ledger ledger;
  private final List<Record> submitted = new ArrayList<>();
  private final List<Record> answered = new ArrayList<>();
  private volatile int answeredCount;
  private volatile long advancedTo;
  private volatile int failures;

  public Workload(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Records whose append was answered with success so far; any thread may look. */
  public int answeredCount() {
    return answeredCount;
  }

  /** The records in the order they were answered. */
  public List<Record> answered() {
    return answered;
  }

  public long advancedTo() {
    return advancedTo;
  }

  public int failures() {
    return failures;
  }

  public void run() throws InterruptedException {
    Feed feed = repeated(() -> ledger.feed(new FeedOptions(SINK, Kinds.ALL, Start.BEGINNING)));
    for (int round = 0; round < ROUNDS; round++) {
      int from = round * A_ROUND;
      PullIntent intent = repeated(() -> ledger.begin("ucloud", "default", "PullUSMSReport"));
      append(Reports.numbers(from, from + 20), intent, null);
      // With repetitions of this round and the one before.
      append(Reports.numbers(Math.max(0, from - 10), from + A_ROUND), null, null);
      append(List.of(Reports.statistics(round, 80).withRevision(1)), null, null);
      PullIntent lost = repeated(() -> ledger.begin("ucloud", "default", "PullUSMSReport"));
      append(List.of(), lost, doubt());
      deliverSome(feed);
    }
    feed.close();
  }

  private void append(List<? extends Record> records, PullIntent ended, InDoubt doubt) {
    submitted.addAll(records);
    List<Rejected> rejected =
        List.of(new Rejected("ucloud-push", "default", "not-json", "at 0", new byte[] {1, 2}));
    Append append = new Append(records, rejected, ended, doubt);
    repeated(() -> ledger.append(append));
    for (Record record : records) {
      if (!answered.contains(record)) {
        answered.add(record);
      }
    }
    answeredCount = answered.size();
  }

  private static InDoubt doubt() {
    return new InDoubt("ucloud", "default", "PullUSMSReport", Instant.EPOCH, "connection cut");
  }

  private void deliverSome(Feed feed) throws InterruptedException {
    Batch batch = feed.poll(17, Duration.ZERO);
    repeated(
        () -> {
          feed.advance(batch.position(batch.size() - 2));
          return 0;
        });
    int last = batch.size() - 1;
    repeated(
        () -> {
          feed.deadLetter(batch.position(last), batch.lines().get(last), "refused", 1);
          return 0;
        });
    advancedTo = batch.positionAfter();
  }

  private <T> T repeated(Supplier<T> step) {
    while (true) {
      try {
        return step.get();
      } catch (LedgerException e) {
        failures++;
        assertThat(failures).as("failures, the last: " + e).isLessThan(10_000);
        Thread.onSpinWait();
      }
    }
  }

  public static int rounds() {
    return ROUNDS;
  }
}
