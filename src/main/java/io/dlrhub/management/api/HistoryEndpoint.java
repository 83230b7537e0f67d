package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * {@code GET /api/history}: new reports by the minute or hour in which they were stored, by
 * provider, account, channel, status and reason; without {@code since} the last 60 minutes or 48
 * hours. Steps without reports are left out; the last step is the running one.
 */
public final class HistoryEndpoint extends ApiEndpoint {

  private static final Duration USUAL_MINUTES = Duration.ofMinutes(60);
  private static final Duration USUAL_HOURS = Duration.ofHours(48);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:00:00Z");

  private final Clock clock;

  /**
   * @param clock says what the running step is
   */
  public HistoryEndpoint(Clock clock) {
    super("GET", "/api/history", "since", "until", "step");
    this.clock = clock;
  }

  @Override
  protected JsonNode answer(Call call) {
    HistoryQuery query = query(call.given());
    return describe(query, call.ledger().inspect().history(query));
  }

  private HistoryQuery query(Arguments given) {
    boolean hours = "hour".equals(given.oneOf("step", List.of("minute", "hour")));
    ChronoUnit step = hours ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
    Instant until = time(given, "until");
    if (until == null) {
      until = clock.instant();
    }
    Instant since = time(given, "since");
    if (since == null) {
      since = until.minus(hours ? USUAL_HOURS : USUAL_MINUTES);
    }
    try {
      return new HistoryQuery(since, until, step);
    } catch (IllegalArgumentException e) {
      throw given.notAccepted(
          given.text("since") == null ? "until" : "since",
          "accepted are 1 to "
              + HistoryQuery.MOST_STEPS
              + " steps, here of a"
              + (hours ? "n hour" : " minute"));
    }
  }

  private static Instant time(Arguments given, String name) {
    Instant time = given.time(name);
    if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
      throw given.notAccepted(name, "accepted are years from 1970 to 9999");
    }
    return time;
  }

  /** As the summary has it too. */
  public static ObjectNode describe(HistoryQuery query, History history) {
    ObjectNode answer =
        Json.object()
            .put("step", query.step() == ChronoUnit.HOURS ? "hour" : "minute")
            .put("since", Json.time(query.since()))
            .put("until", Json.time(query.until()))
            .put("complete", history.complete());
    ArrayNode points = answer.putArray("points");
    for (History.Point point : history.points()) {
      points
          .addObject()
          .put("start", Json.time(point.start()))
          .put("provider", point.provider())
          .put("account", point.account())
          .put("channel", point.channel())
          .put("status", point.status())
          .put("reason", point.reason())
          .put("count", point.count());
    }
    return answer;
  }
}
