package io.dlrhub.provider;

import java.io.IOException;

/** No connection came about: not a byte of the request left. */
public final class NotSent extends IOException {

  private static final long serialVersionUID = 1L;

  /** The message says why. */
  public NotSent(Throwable cause) {
    this(cause.toString(), cause);
  }

  NotSent(String why, Throwable cause) {
    super("not sent: " + why, cause);
  }
}
