package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code GET /api/sinks}: where each sink stands, what troubles it, its replay. */
public final class SinksEndpoint extends ApiEndpoint {

  private final SinkView view;

  public SinksEndpoint(SinkView view) {
    super("GET", "/api/sinks");
    this.view = view;
  }

  @Override
  protected JsonNode answer(Call call) {
    ObjectNode answer = Json.object();
    ArrayNode sinks = answer.putArray("sinks");
    call.ledger().sinks().forEach(sink -> sinks.add(view.sink(call.ledger(), sink)));
    return answer;
  }
}
