package io.dlrhub.testing;

import java.time.Duration;

/** How long tests wait for what must happen. */
public final class Waiting {

  /**
   * Only a hang takes as long, however slow and busy the machine is. {@code -Dtest.limit=600} sets
   * other seconds, for a debugger.
   */
  public static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("test.limit", 120));

  private Waiting() {}
}
