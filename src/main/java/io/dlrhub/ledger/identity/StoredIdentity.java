package io.dlrhub.ledger.identity;

/**
 * The record that holds an id.
 *
 * @param seq its position in the log
 * @param reference the key of the provider's reference it holds; 0 for none
 */
public record StoredIdentity(long seq, long reference) {

  /** Equal, or missing on either side, is the same report (docs/record.md). */
  public boolean isSameReport(long otherReference) {
    return reference == 0 || otherReference == 0 || reference == otherReference;
  }
}
