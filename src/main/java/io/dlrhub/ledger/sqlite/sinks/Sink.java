package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Replay;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A sink as this process knows it; the numbers are those of the last commit. */
public final class Sink {

  private final String name;
  private volatile FeedOptions.Kinds kinds;
  private volatile long position;
  private volatile long skippedTo;
  private volatile Long startsAfter;
  private volatile boolean paused;
  private volatile boolean retriesAsked;
  private volatile Replay replay;
  private final AtomicLong discarded = new AtomicLong();
  private volatile long reached;
  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicBoolean open = new AtomicBoolean();

  public Sink(String name, FeedOptions.Kinds kinds, long position) {
    this.name = name;
    this.kinds = kinds;
    this.position = position;
  }

  public String name() {
    return name;
  }

  /** The position it began after; null where that is not known. */
  Long startsAfter() {
    return startsAfter;
  }

  void setStartsAfter(Long value) {
    startsAfter = value;
  }

  FeedOptions.Kinds kinds() {
    return kinds;
  }

  void setKinds(FeedOptions.Kinds value) {
    kinds = value;
  }

  /** The last position that was delivered, as far as that is saved. */
  long position() {
    return position;
  }

  /** Delivered up to there, saved or not: a living process does not send that again. */
  void reach(long value) {
    reached = value;
  }

  /** The last position that was delivered, saved or not. */
  long reached() {
    return Math.max(reached, position);
  }

  /** Whether everything that was delivered is saved. */
  public boolean isSaved() {
    return reached() == position;
  }

  /** Raises the position. */
  void moveTo(long value) {
    position = Math.max(position, value);
  }

  /** Lowers the position: what came after it is to be delivered again. */
  void moveBackTo(long value) {
    skippedTo = 0;
    reached = value;
    position = value;
  }

  /** Nothing up to that position is for this sink. */
  void skipTo(long value) {
    skippedTo = value;
  }

  /** Up to where it needs nothing from the log any more. */
  long passed() {
    return Math.max(position, skippedTo);
  }

  AtomicLong deadLetters() {
    return deadLetters;
  }

  /** Dead letters thrown away since the ledger was made. */
  AtomicLong discarded() {
    return discarded;
  }

  /** Whether an operator wants nothing to be sent. */
  boolean paused() {
    return paused;
  }

  void setPaused(boolean value) {
    paused = value;
  }

  /** Whether there may be dead letters to be retried. */
  boolean retriesAsked() {
    return retriesAsked;
  }

  void setRetriesAsked(boolean value) {
    retriesAsked = value;
  }

  /** The last replay, whether it runs or not; null before the first. */
  Replay replay() {
    return replay;
  }

  void setReplay(Replay value) {
    replay = value;
  }

  /** Whether a feed is open on it. */
  public AtomicBoolean open() {
    return open;
  }
}
