package io.dlrhub.memory;

/** A {@code Content-Encoding} that is not read here; the message names it and what is accepted. */
public final class UnknownEncoding extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownEncoding(String message) {
    super(message, null, false, false);
  }
}
