package io.dlrhub.memory;

/**
 * A body that holds more than {@link BodyLimits} allow; the message says what, how much is accepted
 * and by which key.
 */
public final class OverLimit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OverLimit(String message) {
    super(message, null, false, false);
  }
}
