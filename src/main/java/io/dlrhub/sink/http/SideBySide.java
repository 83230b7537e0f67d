package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.BatchRefused;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.RetryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Sends a batch in several requests at once and waits for all of them. */
final class SideBySide {

  /** Sends some records of a batch in one request. */
  interface Request {
    void send(Batch batch, List<Integer> indexes) throws Exception;
  }

  private static final Duration NONE = Duration.ofSeconds(-2);
  private static final Duration REFUSAL = Duration.ofSeconds(-1);

  private final int count;
  private final int batchSize;
  private final ExecutorService threads;
  private final Request request;
  private final Confirmed confirmed = new Confirmed();

  /**
   * @param count most requests at once
   * @param batchSize most records in one
   */
  SideBySide(int count, int batchSize, ExecutorService threads, Request request) {
    this.count = count;
    this.batchSize = batchSize;
    this.threads = threads;
    this.request = request;
  }

  /**
   * Returns when every record was delivered, now or by an earlier attempt.
   *
   * @return whether any was delivered now
   * @throws Exception what one of the requests met; trouble at the far end before a refusal, so
   *     that a batch is split only when nothing else stands in its way; of that the one with the
   *     longest pause asked for
   */
  boolean send(Batch batch) throws Exception {
    confirmed.begin(batch);
    List<List<List<Integer>>> lanes = Lanes.of(batch, count, batchSize, confirmed);
    List<Future<?>> sent = new ArrayList<>();
    for (List<List<Integer>> lane : lanes) {
      sent.add(threads.submit(() -> sendLane(batch, lane)));
    }
    Exception trouble = null;
    for (Future<?> one : sent) {
      trouble = graver(trouble, outcome(one));
    }
    if (trouble != null) {
      throw trouble;
    }
    confirmed.complete(batch);
    return !lanes.isEmpty();
  }

  private Void sendLane(Batch batch, List<List<Integer>> requests) throws Exception {
    for (List<Integer> indexes : requests) {
      sendSome(batch, indexes);
    }
    return null;
  }

  private void sendSome(Batch batch, List<Integer> indexes) throws Exception {
    try {
      request.send(batch, indexes);
    } catch (RecordRefused e) {
      throw indexes.size() == 1 ? new RecordRefused(e.getMessage(), indexes) : e;
    }
    confirmed.add(batch, indexes);
  }

  private static Exception outcome(Future<?> one) throws InterruptedException {
    try {
      one.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Exception graver(Exception first, Exception second) {
    return gravity(second).compareTo(gravity(first)) > 0 ? second : first;
  }

  private static Duration gravity(Exception trouble) {
    if (trouble == null) {
      return NONE;
    }
    if (trouble instanceof RecordRefused || trouble instanceof BatchRefused) {
      return REFUSAL;
    }
    return trouble instanceof RetryLater later ? later.pause() : Duration.ZERO;
  }
}
