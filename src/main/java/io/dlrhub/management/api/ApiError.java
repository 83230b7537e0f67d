package io.dlrhub.management.api;

/** A request that is not done; the message is the answer's. */
public final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status HTTP status of the answer
   * @param message names what is wrong and what is accepted
   */
  public ApiError(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
