package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.DeadLetterFilter;

/**
 * {@code POST /api/dead-letters/{id}/discard} with a {@code reason}, and {@code POST
 * /api/dead-letters/discard} with a filter as well, of which the sink must be named: throws dead
 * letters away for ever. Answers how many.
 */
public final class DiscardEndpoint extends ApiEndpoint {

  private final boolean one;

  private DiscardEndpoint(boolean one, String path, String... names) {
    super("POST", path, names);
    this.one = one;
  }

  public static ApiEndpoint one() {
    return new DiscardEndpoint(true, "/api/dead-letters/{id}/discard", "reason");
  }

  public static ApiEndpoint all() {
    return new DiscardEndpoint(
        false, "/api/dead-letters/discard", "sink", "text", "since", "until", "reason");
  }

  @Override
  protected JsonNode answer(Call call) {
    Arguments given = call.given();
    String reason = given.required("reason", given.text("reason"));
    DeadLetterFilter filter;
    if (one) {
      filter = DeadLetterFilter.one(DeadLettersEndpoint.find(call).id());
    } else {
      given.required("sink", given.text("sink"));
      filter = DeadLettersEndpoint.filter(given);
    }
    return Json.object().put("discarded", call.ledger().deadLetters().discard(filter, reason));
  }
}
