package io.dlrhub.ledger.camel;

import org.apache.camel.spi.Metadata;

/** Names of the headers and exchange properties of {@code ledger} endpoints. */
public final class LedgerConstants {

  /** Header: how many messages {@code ledger:track} accepted, known ones included. */
  @Metadata(
      label = "producer",
      description = "Of track: how many messages were accepted, known ones included.",
      javaType = "long")
  public static final String TRACKED = "dlrTracked";

  /** Header: how many of these told something new, a message or a phone of a known one. */
  @Metadata(
      label = "producer",
      description = "Of track: how many told something new, a message or a phone of a known one.",
      javaType = "long")
  public static final String NEW = "dlrNew";

  /**
   * Exchange property: where in the log lies what is handed on, the first and the last position;
   * the same for every attempt, whatever the steps make of the body.
   */
  public static final String POSITIONS = "dlrPositions";

  /**
   * Exchange property: names the replay or the retry of dead letters that a delivery is part of;
   * the same for all its attempts. Absent for a first delivery.
   */
  public static final String REPLAY = "dlrReplay";

  /**
   * Exchange property, set to true by a step of a sink: all of this was delivered by an earlier
   * attempt, so nothing was sent now. The position moves on; whether the far end is well remains to
   * be seen.
   */
  public static final String DELIVERED_EARLIER = "dlrDeliveredEarlier";

  /**
   * Exchange property, a {@link java.util.function.Supplier} of a {@link io.dlrhub.ledger.Batch}:
   * what will most likely be handed on once this was delivered, for a sink that has time while its
   * far end works. Absent where nothing more was read yet, and where that is not known: in replays,
   * among retried dead letters and while an endpoint refuses everything.
   */
  public static final String NEXT = "dlrNext";

  /**
   * Exchange property, set by the steps behind {@code ledger:due}: the ids that have anything but
   * final results yet, a collection of texts.
   */
  public static final String PENDING = "dlrPending";

  private LedgerConstants() {}
}
