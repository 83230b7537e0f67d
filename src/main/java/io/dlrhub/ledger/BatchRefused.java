package io.dlrhub.ledger;

/**
 * Thrown by a step of a sink for a batch that the far end does not take as a whole, though its
 * records may pass one by one: it is too large for a broker's address, or the answer counts for a
 * lone record only. The batch is split; a lone record with which this happens is retried as with
 * any trouble at the far end, and never given up.
 */
public class BatchRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for a person
   */
  public BatchRefused(String message) {
    super(message);
  }

  /**
   * @param message why, for a person
   * @param cause what the far end's client said
   */
  public BatchRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
