package io.dlrhub.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * What some tests need beside a JDK and Maven. Where it is missing they are skipped, with a word
 * why; {@code -Dtools.required=true}, as {@code .ci/run} says it, makes them fail.
 */
public final class Tools {

  private Tools() {}

  /**
   * Goes on where it is there.
   *
   * @param what it is and how to get it: {@code strace (apt-get install strace)}
   */
  public static void need(boolean there, String what) {
    if (there) {
      return;
    }
    String problem = "skipped, it needs " + what;
    if (Boolean.getBoolean("tools.required")) {
      fail(problem);
    }
    abort(problem);
  }
}
