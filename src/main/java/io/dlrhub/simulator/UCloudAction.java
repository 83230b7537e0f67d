package io.dlrhub.simulator;

import java.util.Set;

/** One action of the simulated gateway. */
interface UCloudAction {

  /**
   * Does it.
   *
   * @throws ErrorAnswer for a business error
   */
  Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults) throws ErrorAnswer;
}
