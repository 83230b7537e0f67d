package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.sqlite.LedgerState;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What moves sinks forward, back, past a dead letter, or holds them. */
public final class SinkMoves {

  private final LedgerState state;
  private final TaskQueue queue;
  private final SinkStates states;
  private final PositionsFile notes;
  private final Supplier<LedgerObserver> observer;

  public SinkMoves(
      LedgerState state,
      TaskQueue queue,
      SinkStates states,
      PositionsFile notes,
      Supplier<LedgerObserver> observer) {
    this.state = state;
    this.queue = queue;
    this.states = states;
    this.notes = notes;
    this.observer = observer;
  }

  /** Saves a position up to which all was delivered. */
  void advance(Sink sink, long position) {
    Request.await(saving(sink, position));
  }

  /** Begins to save it. */
  CompletableFuture<Long> saving(Sink sink, long position) {
    long records = states.between(sink, position);
    Request<Long> move =
        moving(sink, position, () -> observer.get().delivered(sink.name(), records));
    queue.add(move);
    return move.answer();
  }

  /** Notes such a position where a kill does not take it; whether that was possible. */
  boolean note(Sink sink, long position) {
    return notes.note(sink.name(), position);
  }

  /** Saves a position without waiting; for what is not for the sink. */
  void skip(Sink sink, long position) {
    queue.add(moving(sink, position, () -> {}));
  }

  private Request<Long> moving(Sink sink, long position, Runnable told) {
    return new Request<>(
        database -> {
          state.sinks().move(database, sink, position);
          return position;
        },
        to -> {
          sink.moveTo(to);
          told.run();
        });
  }

  void deadLetter(Sink sink, Refusal refusal) {
    queue.request(
        new Request<>(
            database -> state.sinks().keepDeadLetter(database, sink, refusal, state.log().now()),
            isNew -> {
              sink.moveTo(refusal.seq());
              // A commit reported as failed may have held: then it is counted already.
              if (isNew) {
                sink.deadLetters().incrementAndGet();
                observer.get().deadLetter(sink.name());
              }
            }));
  }

  /** Makes dead letters records to be delivered again, and goes back before the first of them. */
  Set<Long> takeBack(Sink sink, List<Long> seqs) {
    // First, or after a kill the note would lead past what is to come again.
    notes.forget(sink.name());
    return queue.request(
        new Request<>(
            database -> state.sinks().takeBack(database, sink, seqs),
            removed -> {
              // Also when none is left: a commit reported as failed may have held.
              sink.moveBackTo(seqs.get(0) - 1);
              sink.deadLetters().addAndGet(-removed.size());
            }));
  }

  public void pause(Sink sink, boolean paused) {
    queue.request(
        new Request<>(
            database -> {
              state.sinks().pause(database, sink, paused ? state.log().now() : null);
              return paused;
            },
            sink::setPaused));
  }
}
