package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dlrhub.ledger.DeadLetter;
import io.dlrhub.ledger.DeadLetterFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /api/dead-letters}: records that sinks refused for good, newest first. {@code next} is
 * what to ask for as {@code before} to go on, null at the end. {@code GET /api/dead-letters/{id}}:
 * one of them.
 */
public final class DeadLettersEndpoint extends ApiEndpoint {

  private static final Cursors NEXT = new Cursors("d");
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  public DeadLettersEndpoint() {
    super("GET", "/api/dead-letters", "sink", "text", "since", "until", "before", "limit");
  }

  @Override
  boolean showsPhones() {
    return true;
  }

  @Override
  protected JsonNode answer(Call call) {
    Arguments given = call.given();
    long before = NEXT.before(given);
    int limit = given.limit(USUAL, MOST);
    List<DeadLetter> letters = call.ledger().deadLetters().list(filter(given), before, limit);
    ObjectNode answer = Json.object();
    ArrayNode shown = answer.putArray("deadLetters");
    letters.forEach(letter -> shown.add(show(letter)));
    return answer.put(
        "next", NEXT.text(letters.size() < limit ? null : letters.get(letters.size() - 1).id()));
  }

  /** By {@code sink}, {@code text} (part of the reason), {@code since} and {@code until}. */
  static DeadLetterFilter filter(Arguments given) {
    return new DeadLetterFilter(
        null, given.text("sink"), given.text("text"), given.time("since"), given.time("until"));
  }

  static ObjectNode show(DeadLetter letter) {
    ObjectNode shown =
        Json.object()
            .put("id", letter.id())
            .put("sink", letter.sink())
            .put("position", letter.position())
            .put("reason", letter.reason())
            .put("attempts", letter.attempts())
            .put("firstAt", Json.time(letter.firstAt()))
            .put("lastAt", Json.time(letter.lastAt()))
            .put("retrying", letter.retrying());
    shown.putRawValue("record", new RawValue(new String(letter.line(), StandardCharsets.UTF_8)));
    return shown;
  }

  /** One of them, by its id. */
  public static ApiEndpoint one() {
    return new ApiEndpoint("GET", "/api/dead-letters/{id}") {
      @Override
      protected JsonNode answer(Call call) {
        return show(find(call));
      }
    };
  }

  static DeadLetter find(Call call) {
    long id = call.path().required("id", call.path().number("id", 1, Long.MAX_VALUE));
    return call.ledger().deadLetters().list(DeadLetterFilter.one(id), Long.MAX_VALUE, 1).stream()
        .findFirst()
        .orElseThrow(() -> new ApiError(404, "there is no dead letter " + id));
  }
}
