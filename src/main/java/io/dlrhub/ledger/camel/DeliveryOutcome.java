package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.BatchRefused;
import io.dlrhub.ledger.RecordRefused;
import org.apache.camel.util.ObjectHelper;

/**
 * What became of an attempt.
 *
 * @param kind in a word
 * @param failure why it was not delivered; null when it was
 */
record DeliveryOutcome(Kind kind, Throwable failure) {

  /** What became of it, in a word. */
  enum Kind {
    DELIVERED,
    /**
     * An earlier attempt had delivered it and nothing was sent now, which says nothing about how
     * the far end does.
     */
    DELIVERED_EARLIER,
    /** The far end does not want a record, or a batch because of one. */
    REFUSED,
    /** The far end does not take the batch, but may take parts of it. */
    BATCH_REFUSED,
    /** The far end, or the way to it, is in trouble. */
    FAILED
  }

  static final DeliveryOutcome DELIVERED = new DeliveryOutcome(Kind.DELIVERED, null);
  static final DeliveryOutcome DELIVERED_EARLIER =
      new DeliveryOutcome(Kind.DELIVERED_EARLIER, null);

  static DeliveryOutcome failed(Throwable failure) {
    return new DeliveryOutcome(kind(failure), failure);
  }

  private static Kind kind(Throwable failure) {
    if (ObjectHelper.getException(RecordRefused.class, failure) != null) {
      return Kind.REFUSED;
    }
    return ObjectHelper.getException(BatchRefused.class, failure) != null
        ? Kind.BATCH_REFUSED
        : Kind.FAILED;
  }

  /** The refusal of a record; null for anything else. */
  RecordRefused refusal() {
    return failure == null ? null : ObjectHelper.getException(RecordRefused.class, failure);
  }
}
