package io.dlrhub.ledger;

/**
 * What became of messages handed in to be tracked.
 *
 * @param accepted how many were handed in, known ones included
 * @param added how many of them told something new: a message, or a phone of a known one
 */
public record Tracked(long accepted, long added) {

  public static final Tracked NOTHING = new Tracked(0, 0);

  /** Both together. */
  public Tracked plus(Tracked more) {
    return new Tracked(accepted + more.accepted, added + more.added);
  }
}
