package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;

/** {@code sinks}: where each sink stands; pauses and resumes one. */
public final class SinksOperation implements Operation {

  @Override
  public String help() {
    return """
        usage: java -jar dlr-hub.jar sinks [pause NAME | resume NAME] [options]

        Shows where each sink of the running hub stands, or stops and continues the delivery to
        one. A paused sink stays paused over restarts; what is for it waits in the ledger.

          --json       the answer of the API instead of a table
          --url URL    management port of the hub (default: as application.properties here says)
          --token TOKENof dlr.management.token (default: as this folder's configuration says)
          --help       this text
        """;
  }

  @Override
  public int run(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(2);
    if (words.count() == 0) {
      list(words, hub.get("/api/sinks", Map.of()), out);
      return 0;
    }
    String verb = words.word(0, "what to do");
    if (!verb.equals("pause") && !verb.equals("resume")) {
      throw new BadUsage("'" + verb + "' is not known; accepted are pause and resume");
    }
    String name = words.word(1, "the name of the sink to " + verb);
    JsonNode sink = hub.post("/api/sinks/" + HubClient.encode(name) + "/" + verb, Map.of());
    if (words.has("--json")) {
      out.println(sink);
    } else {
      out.printf(
          "sink %s is %s; %s records wait for it%n",
          name,
          sink.path("paused").asBoolean() ? "paused" : "not paused",
          Show.text(sink.path("waiting")));
    }
    return 0;
  }

  private static void list(CommandWords words, JsonNode answer, PrintStream out) {
    if (words.has("--json")) {
      out.println(answer);
      return;
    }
    Table table =
        new Table(
            "SINK",
            "STATE",
            "WAITING",
            "OLDEST",
            "DELIVERED",
            "DEAD",
            "REPLAY",
            "NEXT TRY",
            "PROBLEM");
    for (JsonNode sink : answer.path("sinks")) {
      JsonNode replay = sink.path("replay");
      table.row(
          Show.text(sink.path("name")),
          state(sink),
          Show.text(sink.path("waiting")),
          Show.time(sink.path("oldestWaiting")),
          Show.text(sink.path("delivered")),
          Show.text(sink.path("deadLetters")),
          replay.path("state").asText().equals("running")
              ? Show.percent(replay.path("progress"))
              : "-",
          Show.time(sink.path("nextAttempt")),
          Show.text(sink.path("lastError")));
    }
    table.print(out);
  }

  private static String state(JsonNode sink) {
    if (sink.path("paused").asBoolean()) {
      return "paused";
    }
    if (!sink.path("open").asBoolean()) {
      return "off";
    }
    return sink.path("failures").asInt() > 0 ? "failing" : "running";
  }
}
