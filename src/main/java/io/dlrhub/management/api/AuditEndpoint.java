package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.Change;
import java.util.List;

/**
 * {@code GET /api/audit}: what was changed by API, page or command line, newest first: when, what,
 * from where, by which means and with which role, and how it ended.
 */
public final class AuditEndpoint extends ApiEndpoint {

  private static final Cursors NEXT = new Cursors("a");
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  public AuditEndpoint() {
    super("GET", "/api/audit", "before", "limit");
  }

  /** A filter may be by one. */
  @Override
  boolean showsPhones() {
    return true;
  }

  @Override
  protected JsonNode answer(Call call) {
    int limit = call.given().limit(USUAL, MOST);
    List<Change> changes = call.ledger().changes().list(NEXT.before(call.given()), limit);
    ObjectNode answer = Json.object();
    ArrayNode shown = answer.putArray("changes");
    for (Change change : changes) {
      shown
          .addObject()
          .put("id", change.id())
          .put("at", Json.time(change.at()))
          .put("call", change.call())
          .put("detail", change.detail())
          .put("from", change.sender())
          .put("by", change.client())
          .put("role", change.role())
          .put("status", change.status());
    }
    boolean more = changes.size() == limit;
    return answer.put("next", NEXT.text(more ? changes.get(limit - 1).id() : null));
  }
}
