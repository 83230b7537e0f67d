package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.TrackedState;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /api/messages/{messageId}}: what became of a message, of each provider and account
 * that has one of that id: how it is tracked, its reports in the order they came, how each was seen
 * and where it stands at each sink. 404 for one nothing is known of.
 */
public final class TimelineEndpoint extends ApiEndpoint {

  private static final int MOST = 1000;
  private static final List<String> PHONE_STATES = List.of("waiting", "unknown", "final");

  public TimelineEndpoint() {
    super("GET", "/api/messages/{messageId}", "provider", "account");
  }

  @Override
  boolean showsPhones() {
    return true;
  }

  @Override
  protected JsonNode answer(Call call) {
    String id = call.path().text("messageId");
    Ledger ledger = call.ledger();
    ReportPage page =
        ledger.inspect().reports(new ReportQuery(id, null, null, null, Long.MAX_VALUE, MOST));
    Map<List<String>, ObjectNode> messages = new LinkedHashMap<>();
    for (TrackedState state : ledger.tracked(id)) {
      List<String> whose =
          List.of(
              state.sent().provider(), state.sent().account(), state.sent().channel().wireName());
      if (wanted(call.given(), whose)) {
        message(messages, whose).set("tracked", describe(state));
      }
    }
    List<Repeat> repeats = ledger.inspect().repeats(page.positions());
    SinkStations stations = SinkStations.of(ledger, page.positions());
    for (int i = page.lines().size() - 1; i >= 0; i--) {
      byte[] line = page.lines().get(i);
      long position = page.positions().get(i);
      DeliveryReport report = (DeliveryReport) RecordJson.read(line);
      List<String> whose =
          List.of(report.provider(), report.account(), report.channel().wireName());
      if (wanted(call.given(), whose)) {
        ObjectNode shown = message(messages, whose).withArray("reports").addObject();
        shown.put("position", position);
        shown.putRawValue("record", new RawValue(new String(line, StandardCharsets.UTF_8)));
        shown.set("sightings", sightings(report, position, repeats));
        shown.set("sinks", stations.of(position, report));
      }
    }
    if (messages.isEmpty() && page.complete()) {
      throw new ApiError(404, "nothing is known of message " + id);
    }
    ObjectNode answer = Json.object().put("messageId", id);
    answer.putArray("messages").addAll(messages.values());
    return answer.put("complete", page.complete() && page.next() == 0);
  }

  private static boolean wanted(Arguments given, List<String> whose) {
    String provider = given.text("provider");
    String account = given.text("account");
    return (provider == null || provider.equals(whose.get(0)))
        && (account == null || account.equals(whose.get(1)));
  }

  private static ObjectNode message(Map<List<String>, ObjectNode> messages, List<String> whose) {
    return messages.computeIfAbsent(
        whose,
        unseen -> {
          ObjectNode made =
              Json.object()
                  .put("provider", whose.get(0))
                  .put("account", whose.get(1))
                  .put("channel", whose.get(2));
          made.putNull("tracked");
          made.putArray("reports");
          return made;
        });
  }

  private static ObjectNode describe(TrackedState state) {
    ObjectNode shown =
        Json.object()
            .put("sentAt", Json.time(state.sent().sentAt()))
            .put("trackedAt", Json.time(state.trackedAt()))
            .put("trackedBy", state.trackedBy())
            .put("reference", state.sent().reference())
            .put("state", state.progress().name().toLowerCase(Locale.ROOT));
    ArrayNode phones = shown.putArray("phones");
    state
        .phones()
        .forEach(
            one ->
                phones
                    .addObject()
                    .put("phone", one.phone())
                    .put("state", PHONE_STATES.get(one.state())));
    shown
        .putObject("next")
        .put("at", Json.time(state.next().at()))
        .put("step", state.next().step())
        .put("urgent", state.next().urgent())
        .put("failures", state.next().failures());
    return shown;
  }

  /** The way it first came, then others it came by as well. */
  private static ArrayNode sightings(DeliveryReport report, long position, List<Repeat> repeats) {
    ArrayNode shown = Json.object().putArray("sightings");
    ObjectNode first =
        shown
            .addObject()
            .put("origin", report.origin().wireName())
            .put("firstAt", Json.time(report.receivedAt()))
            .put("repeats", 0)
            .put("lastAt", Json.time(report.receivedAt()));
    for (Repeat one : repeats) {
      if (one.position() == position) {
        ObjectNode sighting =
            one.origin().equals(report.origin().wireName())
                ? first
                : shown.addObject().put("origin", one.origin()).putNull("firstAt");
        sighting.put("repeats", one.count()).put("lastAt", Json.time(one.lastAt()));
      }
    }
    return shown;
  }
}
