package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.TrackedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids that a provider refused, each asked for alone. Where others were answered meanwhile it is
 * the id, which is given up with the reason; where none was it is the account, and they are asked
 * for again. For one thread.
 */
final class RefusedIds {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedIds.class);

  /** Ids that were refused when nothing else was answered. */
  private static final int MOST_REMEMBERED = 10_000;

  private record Refusal(List<TrackedMessage> messages, String reason) {}

  private final List<Refusal> round = new ArrayList<>();
  private final Map<String, Long> refusedBefore = new LinkedHashMap<>();
  private long answers;
  private long answersBefore;

  /** A batch is about to be asked for. */
  void begin() {
    round.clear();
    answersBefore = answers;
  }

  /** Some of it was answered. */
  void answered() {
    answers++;
  }

  /** An id was refused alone. */
  void refused(List<TrackedMessage> messages, String reason) {
    round.add(new Refusal(messages, reason));
  }

  /** All of the batch has been asked for. */
  void end(Due due) {
    for (Refusal one : round) {
      String id = one.messages().get(0).messageId();
      Long before = refusedBefore.get(id);
      if (answers > answersBefore || before != null && answers > before) {
        refusedBefore.remove(id);
        due.refused(one.messages(), one.reason());
      } else {
        if (refusedBefore.size() < MOST_REMEMBERED) {
          refusedBefore.putIfAbsent(id, answers);
        }
        due.failed(one.messages());
      }
    }
    if (!round.isEmpty()) {
      LOG.warn("{} message ids were refused: {}", round.size(), round.get(0).reason());
    }
  }
}
