package io.dlrhub.simulator;

import java.io.IOException;

/** Pulls a page as a customer would, for tests of other packages. */
public final class UCloudPuller {

  private UCloudPuller() {}

  /** Asks once; an answer that is cut is none. */
  public static void pull(UCloudSimulator ucloud) {
    try {
      new RawClient(ucloud).call("PullUSMSReport", "Limit", "200");
    } catch (IOException cut) {
      // the simulator knows
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
