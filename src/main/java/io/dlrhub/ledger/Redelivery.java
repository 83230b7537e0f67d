package io.dlrhub.ledger;

/**
 * Records that go to a sink again.
 *
 * @param number of the replay, or of the request to retry dead letters
 * @param maxPerSecond most records a second; null for the pace of the sink
 * @param ofReplay whether they are of the replay; else they are dead letters to be retried
 * @param batch the records, in order
 */
public record Redelivery(long number, Integer maxPerSecond, boolean ofReplay, Batch batch) {

  /** What sinks tell redeliveries by. */
  public String name() {
    return Replay.name(number);
  }
}
