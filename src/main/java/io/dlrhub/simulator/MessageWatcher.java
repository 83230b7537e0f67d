package io.dlrhub.simulator;

/** Is told of every message sent and every report made. */
public interface MessageWatcher {

  /** A message was sent. */
  void sent(SimulatedMessage message);

  /** A report about it arrived at the provider. */
  void reported(SimulatedReport report);
}
