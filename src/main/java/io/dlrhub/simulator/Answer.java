package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An answer to an action, made but not yet sent.
 *
 * @param body all but the shape faults
 * @param broken to be run if it does not leave whole
 */
record Answer(ObjectNode body, Runnable broken) {

  static Answer harmless(ObjectNode body) {
    return new Answer(body, () -> {});
  }
}
