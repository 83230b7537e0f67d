package io.dlrhub.ledger.sqlite.identity;

/**
 * The record that holds an id.
 *
 * @param seq its position in the log
 * @param reference the key of the provider's reference it holds; 0 for none
 */
record Holder(long seq, long reference) {

  /** Equal, or missing on either side, is the same report (contract, "Identity"). */
  boolean isSameReport(long otherReference) {
    return reference == 0 || otherReference == 0 || reference == otherReference;
  }
}
