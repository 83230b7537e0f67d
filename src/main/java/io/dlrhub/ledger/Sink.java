package io.dlrhub.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A sink as this process knows it; the numbers are those of the last commit. */
final class Sink {

  private final String name;
  private volatile FeedOptions.Kinds kinds;
  private volatile long position;
  private volatile long skippedTo;
  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicBoolean open = new AtomicBoolean();

  Sink(String name, FeedOptions.Kinds kinds, long position, long deadLetters) {
    this.name = name;
    this.kinds = kinds;
    this.position = position;
    this.deadLetters.set(deadLetters);
  }

  String name() {
    return name;
  }

  FeedOptions.Kinds kinds() {
    return kinds;
  }

  void setKinds(FeedOptions.Kinds value) {
    kinds = value;
  }

  /** The last position that was delivered. */
  long position() {
    return position;
  }

  /** Raises the position. */
  void moveTo(long value) {
    position = Math.max(position, value);
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

  /** Whether a feed is open on it. */
  AtomicBoolean open() {
    return open;
  }
}
