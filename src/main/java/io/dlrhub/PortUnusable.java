package io.dlrhub;

/** A port cannot be listened on; the message names its key. */
final class PortUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortUnusable(String message) {
    super(message);
  }
}
