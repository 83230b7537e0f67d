package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.UnmappedCode;

/**
 * {@code GET /api/unmapped-codes}: codes of failed reports whose failure reason is {@code
 * unclassified}, and result words that nobody has documented, the most frequent first, so that the
 * failure table can grow.
 */
public final class UnmappedCodesEndpoint extends ApiEndpoint {

  private static final int USUAL = 1000;
  private static final int MOST = 10_000;

  public UnmappedCodesEndpoint() {
    super("GET", "/api/unmapped-codes", "limit");
  }

  @Override
  protected JsonNode answer(Call call) {
    ObjectNode answer = Json.object();
    ArrayNode codes = answer.putArray("codes");
    call.ledger()
        .inspect()
        .unmappedCodes(call.given().limit(USUAL, MOST))
        .forEach(code -> codes.add(describe(code)));
    return answer;
  }

  private static ObjectNode describe(UnmappedCode code) {
    return Json.object()
        .put("provider", code.provider())
        .put("channel", code.channel())
        .put("kind", code.kind())
        .put("code", code.code())
        .put("description", code.description())
        .put("count", code.count())
        .put("firstAt", Json.time(code.firstAt()))
        .put("lastAt", Json.time(code.lastAt()))
        .put("recordId", code.recordId());
  }
}
