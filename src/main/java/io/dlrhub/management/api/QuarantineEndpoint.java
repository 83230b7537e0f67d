package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.QuarantineEntry;
import io.dlrhub.ledger.QuarantinePage;
import io.dlrhub.ledger.QuarantineQuery;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /api/quarantine}: what could not be understood, newest first. {@code next} is what to
 * ask for as {@code before} to go on, null at the end; a page may hold fewer than asked for, or
 * none, and still have a next one.
 */
public final class QuarantineEndpoint extends ApiEndpoint {

  private static final Cursors NEXT = new Cursors("q");
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  public QuarantineEndpoint() {
    super("GET", "/api/quarantine", "source", "reason", "since", "before", "limit");
  }

  @Override
  boolean showsPhones() {
    return true;
  }

  @Override
  protected JsonNode answer(Call call) {
    Arguments given = call.given();
    long before = NEXT.before(given);
    QuarantinePage page =
        call.ledger()
            .inspect()
            .quarantine(
                new QuarantineQuery(
                    given.text("source"),
                    given.text("reason"),
                    given.time("since"),
                    before,
                    given.limit(USUAL, MOST)));
    ObjectNode answer = Json.object();
    ArrayNode entries = answer.putArray("entries");
    page.entries().forEach(entry -> entries.add(describe(entry)));
    return answer.put("next", NEXT.text(page.next() == 0 ? null : page.next()));
  }

  private static ObjectNode describe(QuarantineEntry entry) {
    ObjectNode described =
        Json.object()
            .put("id", entry.id())
            .put("source", entry.source())
            .put("account", entry.account())
            .put("reason", entry.reason())
            .put("detail", entry.detail())
            .put("times", entry.times())
            .put("firstAt", Json.time(entry.firstAt()))
            .put("lastAt", Json.time(entry.lastAt()))
            .put("size", entry.size())
            .put("kept", entry.bytes().length);
    String text = textOf(entry.bytes());
    described.put("text", text);
    if (text == null) {
      described.put("base64", entry.bytes());
    } else {
      described.putNull("base64");
    }
    return described;
  }

  /** Null where the bytes are not UTF-8. */
  private static String textOf(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
