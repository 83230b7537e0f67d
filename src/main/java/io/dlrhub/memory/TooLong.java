package io.dlrhub.memory;

import java.io.IOException;

/** More came than is read, or it came too slowly. */
public final class TooLong extends IOException {
  private static final long serialVersionUID = 1L;

  TooLong(String message) {
    super(message);
  }
}
