package io.dlrhub.provider;

import java.io.IOException;

/** The connection stood and the request may have arrived, but no answer came that could be read. */
public final class AnswerLost extends IOException {

  private static final long serialVersionUID = 1L;

  AnswerLost(Throwable cause) {
    super("no answer: " + cause, cause);
  }
}
