package io.dlrhub.sink.http;

import java.io.IOException;

/** An answer that is not 2xx and does not blame a record. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
