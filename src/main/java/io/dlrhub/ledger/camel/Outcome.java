package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.BatchRefused;
import io.dlrhub.ledger.RecordRefused;
import org.apache.camel.util.ObjectHelper;

/**
 * What became of an attempt.
 *
 * @param failure why it was not delivered; null when it was
 * @param earlier whether it was delivered by an earlier attempt already and nothing was sent now,
 *     which says nothing about how the far end does
 */
record Outcome(Throwable failure, boolean earlier) {

  static final Outcome DELIVERED = new Outcome(null, false);
  static final Outcome EARLIER = new Outcome(null, true);

  static Outcome failed(Throwable failure) {
    return new Outcome(failure, false);
  }

  /** The refusal of a record; null for anything else. */
  RecordRefused refusal() {
    return failure == null ? null : ObjectHelper.getException(RecordRefused.class, failure);
  }

  /** Whether the batch may pass in parts. */
  boolean refusesBatch() {
    return failure != null && ObjectHelper.getException(BatchRefused.class, failure) != null;
  }
}
