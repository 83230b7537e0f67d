package io.dlrhub.simulator;

/** A request the provider answers with an error code; over HTTP 200, as both providers do. */
final class ErrorAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  ErrorAnswer(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
