package io.dlrhub.ledger;

/**
 * Which records a sink wants.
 *
 * @param sink the sink's name: letters, digits, {@code -} and {@code _}
 * @param records which kinds of record
 * @param start where a sink new to the ledger begins
 */
public record FeedOptions(String sink, Kinds records, Start start) {

  /** Kinds of record. */
  public enum Kinds {
    ALL,
    REPORTS,
    STATISTICS
  }

  /** Where a new sink begins. */
  public enum Start {
    NOW,
    BEGINNING
  }
}
