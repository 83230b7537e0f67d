package io.dlrhub.ledger;

import java.util.List;

/** What was changed, kept durably; the newest {@value #MOST}. */
public interface Changes {

  /** Changes that are kept. */
  int MOST = 10_000;

  /**
   * Keeps one before it is done.
   *
   * @return its number
   */
  long begin(Change change);

  /** Notes how it ended. */
  void ended(long id, int status);

  /**
   * Some of them, newest first.
   *
   * @param before only those with a smaller number
   * @param atMost at least 1
   */
  List<Change> list(long before, int atMost);
}
