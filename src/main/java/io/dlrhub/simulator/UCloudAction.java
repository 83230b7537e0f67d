package io.dlrhub.simulator;

import java.util.Set;

/** One action of the simulated gateway. */
interface UCloudAction {

  /**
   * Does it.
   *
   * @throws Refusal for a business error
   */
  Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults) throws Refusal;
}
