package io.dlrhub.ledger;

import java.util.List;

/**
 * Thrown by a step of a sink for what will never pass, however often it is tried. The batch is
 * split until the refused record is alone; that becomes a dead letter.
 *
 * <p>Anything else a step throws is taken for trouble at the far end and retried for ever.
 */
public class RecordRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Integer> indexes;

  /** Some record of the batch, the step does not know which. */
  public RecordRefused(String message) {
    this(message, null);
  }

  /**
   * @param message why, for a person; kept with the dead letter
   * @param indexes which records of the batch, from 0; a hint where to split, each is tried alone
   *     before it is given up. Null when not known
   */
  public RecordRefused(String message, List<Integer> indexes) {
    super(message);
    this.indexes = indexes == null ? null : List.copyOf(indexes);
  }

  /** Which records of the batch; null when not known. */
  public List<Integer> indexes() {
    return indexes;
  }
}
