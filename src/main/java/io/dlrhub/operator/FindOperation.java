package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code find}: what became of a message. */
@Command(
    name = "find",
    header = "what became of a message, by its id or a phone",
    description = {
      "Shows of each message found how it is tracked, its reports in the order they came, how each",
      "was seen, and where it stands at each sink. What looks like a phone is looked up as one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar find 5a3f0001-7b42-4c1e-9d10-000000000001",
      "  java -jar dlr-hub.jar find 18512345678",
      "  java -jar dlr-hub.jar find --json 18512345678"
    })
public final class FindOperation implements Callable<Integer> {

  /** A phone has only digits and what is written between them, and no message id is that short. */
  private static final String PHONE = "\\+?[\\d\\s()-]{5,20}";

  private static final int MOST_MESSAGES = 20;

  @Mixin private final HubOptions options;

  @Parameters(paramLabel = "MESSAGE", description = "message id, or phone however it is written")
  private String wanted;

  /** Talks to that hub where the command line names no other. */
  public FindOperation(HubDefaults defaults) {
    options = new HubOptions(defaults);
  }

  @Override
  public Integer call() {
    HubClient hub = options.client();
    List<JsonNode> found = new ArrayList<>();
    for (String id : wanted.matches(PHONE) ? idsOf(hub) : Set.of(wanted)) {
      found.add(hub.get("/api/messages/" + HubClient.encode(id), Map.of()));
    }
    if (found.isEmpty()) {
      throw new Failed("no report is held of phone " + wanted);
    }
    for (JsonNode timeline : found) {
      if (options.json()) {
        options.out().println(timeline);
      } else {
        timeline.path("messages").forEach(one -> print(timeline, one));
      }
    }
    return 0;
  }

  private Set<String> idsOf(HubClient hub) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode report :
        hub.get("/api/reports", Map.of("phone", wanted, "limit", "100")).path("reports")) {
      if (ids.size() < MOST_MESSAGES) {
        ids.add(report.path("messageId").asText());
      }
    }
    return ids;
  }

  private void print(JsonNode timeline, JsonNode message) {
    say(
        "message %s of %s/%s (%s)",
        timeline.path("messageId"),
        message.path("provider"),
        message.path("account"),
        message.path("channel"));
    JsonNode tracked = message.path("tracked");
    if (tracked.isObject()) {
      say(
          "  sent %s, tracked %s by %s: %s",
          tracked.path("sentAt"),
          tracked.path("trackedAt"),
          tracked.path("trackedBy"),
          tracked.path("state"));
      if (tracked.path("next").path("at").isTextual()) {
        say("  asked for next at %s", tracked.path("next").path("at"));
      }
      for (JsonNode phone : tracked.path("phones")) {
        say("  %s: %s", phone.path("phone"), phone.path("state"));
      }
    } else {
      say("  not tracked");
    }
    message.path("reports").forEach(this::printReport);
  }

  private void printReport(JsonNode report) {
    JsonNode record = report.path("record");
    say(
        "  %s %s %s: %s %s %s, read as %s",
        record.path("receivedAt"),
        record.path("status"),
        record.path("phone"),
        record.path("providerStatus"),
        record.path("code"),
        record.path("description"),
        record.path("failureReason").isNull()
            ? record.path("status")
            : record.path("failureReason"));
    for (JsonNode sighting : report.path("sightings")) {
      if (sighting.path("repeats").asLong() > 0) {
        say(
            "    came again by %s %s times, last %s",
            sighting.path("origin"), sighting.path("repeats"), sighting.path("lastAt"));
      } else {
        say("    came by %s", sighting.path("origin"));
      }
    }
    for (JsonNode sink : report.path("sinks")) {
      say(
          "    %s: %s%s%s",
          sink.path("name"),
          sink.path("state"),
          after(" because ", sink.path("reason")),
          after(", replayed by ", sink.path("replay").path("name")));
    }
  }

  private static Object after(String words, JsonNode value) {
    return value.isTextual() ? words + Show.text(value) : "";
  }

  private void say(String format, Object... values) {
    Object[] shown = values.clone();
    for (int i = 0; i < shown.length; i++) {
      shown[i] = shown[i] instanceof JsonNode json ? Show.text(json) : shown[i];
    }
    options.out().println(String.format(java.util.Locale.ROOT, format, shown));
  }
}
