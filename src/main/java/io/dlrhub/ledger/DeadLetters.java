package io.dlrhub.ledger;

import java.util.Collection;
import java.util.List;

/**
 * Records that sinks refused for good, and what an operator may do about them. A filter that names
 * an unknown sink is refused with {@link UnknownSink}.
 */
public interface DeadLetters {

  /**
   * Some of them, newest first.
   *
   * @param before only those with a smaller id; {@link Long#MAX_VALUE} for the newest
   * @param atMost at least 1
   */
  List<DeadLetter> list(DeadLetterFilter filter, long before, int atMost);

  /** Those of a sink that lie at these positions of the log. */
  List<DeadLetter> at(String sink, Collection<Long> positions);

  /**
   * Has them go to their sinks again, as replayed records; durable when this returns. One that is
   * delivered is no dead letter any more, one that is refused again stays with what was said last.
   *
   * @return how many
   * @throws SinkNotRunning if one of them is of a sink that is switched off; then none goes
   */
  long retry(DeadLetterFilter filter);

  /**
   * Throws them away for ever; each is logged and counted.
   *
   * @param reason why, for the log
   * @return how many
   */
  long discard(DeadLetterFilter filter, String reason);
}
