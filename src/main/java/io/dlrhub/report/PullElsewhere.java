package io.dlrhub.report;

/** Another instance pulls of that account now; this one stands by, and asks again soon. */
public final class PullElsewhere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PullElsewhere(String message) {
    super(message);
  }
}
