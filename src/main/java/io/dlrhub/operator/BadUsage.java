package io.dlrhub.operator;

/** Arguments that are not accepted; the message says which and what is. */
public final class BadUsage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadUsage(String message) {
    super(message);
  }
}
