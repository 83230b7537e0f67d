package io.dlrhub.report;

/**
 * What an endpoint leaves on an exchange that it could not store, beside throwing: an error handler
 * of the host may take the exception away and go on, and whoever holds the only copy must know all
 * the same.
 */
public final class NotStored {

  /**
   * Name of the exchange property, which holds the {@link Throwable}. While it is there no push is
   * acknowledged, no page let go and no query counted as answered.
   */
  public static final String PROPERTY = "dlrNotStored";

  private NotStored() {}
}
