package io.dlrhub.simulator;

import java.util.List;

/** Is told of every message sent, every report made and every message asked for. */
public interface MessageWatcher {

  /** A message was sent. */
  void sent(SimulatedMessage message);

  /** A report about it arrived at the provider. */
  void reported(SimulatedReport report);

  /** A query with the account's keys asked for these ids; its answer is still to be made. */
  default void asked(List<String> ids) {}
}
