package io.dlrhub.provider.ucloud;

import java.io.IOException;

/** No connection came about: not a byte of the request left. */
public final class NotSent extends IOException {

  private static final long serialVersionUID = 1L;

  NotSent(Throwable cause) {
    super("not sent: " + cause, cause);
  }
}
