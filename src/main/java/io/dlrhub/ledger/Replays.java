package io.dlrhub.ledger;

import java.util.Optional;

/**
 * Replays of sinks, one at a time for each. They are kept in the ledger and go on after a restart.
 *
 * <p>Retention does not wait for a replay, or a slow one would fill the disk: positions it has
 * emptied are skipped and counted.
 */
public interface Replays {

  /**
   * Starts one.
   *
   * @throws UnknownSink if there is no such sink
   * @throws SinkNotRunning if it is switched off
   * @throws ReplayRunning if it has one that runs
   */
  Replay start(ReplayOptions options);

  /**
   * The one that runs, else the last one; empty when the sink never had one.
   *
   * @throws UnknownSink if there is no such sink
   */
  Optional<Replay> of(String sink);

  /**
   * Ends the one that runs; what is on its way is left to arrive. Empty when none runs.
   *
   * @throws UnknownSink if there is no such sink
   */
  Optional<Replay> cancel(String sink);
}
