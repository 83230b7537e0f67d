package io.dlrhub.provider.ucloud;

import java.io.IOException;

/** The connection stood and the request may have arrived, but no answer came back. */
public final class AnswerLost extends IOException {

  AnswerLost(IOException cause) {
    super("no answer: " + cause, cause);
  }
}
