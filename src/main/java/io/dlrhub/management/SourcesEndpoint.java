package io.dlrhub.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.management.api.ApiEndpoint;
import io.dlrhub.management.api.Call;
import io.dlrhub.management.api.Json;
import io.dlrhub.report.Printable;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code GET /api/sources}: what came of each source since this process began. Calls are counted by
 * how they ended, pushes that were not taken by the reason; {@code inDoubt} is of the ledger and
 * survives restarts.
 */
final class SourcesEndpoint extends ApiEndpoint {

  private static final String PULL = "PullUSMSReport";

  private final SourceBook book;
  private final LedgerView view;

  SourcesEndpoint(SourceBook book, LedgerView view) {
    super("GET", "/api/sources");
    this.book = book;
    this.view = view;
  }

  @Override
  protected JsonNode answer(Call call) {
    ObjectNode answer = Json.object();
    ArrayNode shown = answer.putArray("sources");
    for (InDoubtCount one : view.inDoubt()) {
      book.source(one.provider(), one.account(), PULL);
    }
    for (SourceBook.Source source : book.all()) {
      ObjectNode one =
          shown
              .addObject()
              .put("provider", source.provider)
              .put("account", source.account)
              .put("action", source.action)
              .put("lastSuccess", Json.time(source.lastSuccess))
              .put("lastError", source.lastError == null ? null : Printable.line(source.lastError))
              .put("lastErrorAt", Json.time(source.lastErrorAt))
              .put("failingSince", Json.time(source.failingSince))
              .put("inDoubt", inDoubt(source));
      ObjectNode calls = one.putObject("calls");
      source.calls.forEach((outcome, count) -> calls.put(outcome, sum(count)));
    }
    return answer;
  }

  private static long sum(LongAdder count) {
    return count.sum();
  }

  private long inDoubt(SourceBook.Source source) {
    return view.inDoubt().stream()
        .filter(
            one ->
                source.action.equals(PULL)
                    && one.provider().equals(source.provider)
                    && one.account().equals(source.account))
        .mapToLong(InDoubtCount::count)
        .sum();
  }
}
