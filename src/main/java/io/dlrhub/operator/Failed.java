package io.dlrhub.operator;

/** What was asked for was not done; the message is one line for the operator. */
public final class Failed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Failed(String message) {
    super(message);
  }
}
