package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.DeadLetterFilter;

/**
 * {@code POST /api/dead-letters/{id}/retry}, and {@code POST /api/dead-letters/retry} with a
 * filter: has dead letters go to their sinks again. Answers how many, before they went.
 */
public final class RetryEndpoint extends ApiEndpoint {

  private final boolean one;

  private RetryEndpoint(boolean one, String path, String... names) {
    super("POST", path, names);
    this.one = one;
  }

  public static ApiEndpoint one() {
    return new RetryEndpoint(true, "/api/dead-letters/{id}/retry");
  }

  public static ApiEndpoint all() {
    return new RetryEndpoint(false, "/api/dead-letters/retry", "sink", "text", "since", "until");
  }

  @Override
  int status() {
    return ACCEPTED;
  }

  @Override
  protected JsonNode answer(Call call) {
    DeadLetterFilter filter =
        one
            ? DeadLetterFilter.one(DeadLettersEndpoint.find(call).id())
            : DeadLettersEndpoint.filter(call.given());
    return Json.object().put("retried", call.ledger().deadLetters().retry(filter));
  }
}
