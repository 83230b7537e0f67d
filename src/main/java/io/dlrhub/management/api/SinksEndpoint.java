package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.SinkState;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** {@code GET /api/sinks}: where each sink stands. */
public final class SinksEndpoint extends Endpoint {

  private final Clock clock;
  private final ToLongFunction<String> delivered;

  /**
   * @param delivered records this process has delivered to a sink
   */
  public SinksEndpoint(Clock clock, ToLongFunction<String> delivered) {
    super("GET", "/api/sinks");
    this.clock = clock;
    this.delivered = delivered;
  }

  @Override
  protected JsonNode answer(Call call) {
    Instant now = clock.instant();
    ObjectNode answer = Json.object();
    ArrayNode sinks = answer.putArray("sinks");
    call.ledger().sinks().forEach(sink -> sinks.add(describe(sink, now)));
    return answer;
  }

  private ObjectNode describe(SinkState sink, Instant now) {
    return Json.object()
        .put("name", sink.name())
        .put("records", sink.records().name().toLowerCase(Locale.ROOT))
        .put("open", sink.open())
        .put("position", sink.position())
        .put("waiting", sink.lag())
        .put("oldestWaiting", Json.time(sink.oldestWaiting()))
        .put("lagSeconds", sink.lagSeconds(now))
        .put("deadLetters", sink.deadLetters())
        .put("delivered", delivered.applyAsLong(sink.name()));
  }
}
