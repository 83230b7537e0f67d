package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sinks}: where each sink stands; pauses and resumes one. */
@Command(
    name = "sinks",
    header = "where the sinks of the running hub stand; pause or resume one",
    description = {
      "Shows where each sink of the running hub stands, or stops and continues the delivery to",
      "one. A paused sink stays paused over restarts; what is for it waits in the ledger."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar sinks",
      "  java -jar dlr-hub.jar sinks pause http",
      "  java -jar dlr-hub.jar sinks --json --url http://10.0.0.7:9876 --token SECRET"
    })
public final class SinksOperation implements Callable<Integer> {

  private static final String NAME = "as the list of sinks has it";

  @Mixin private final HubOptions options;

  /** Talks to that hub where the command line names no other. */
  public SinksOperation(HubDefaults defaults) {
    options = new HubOptions(defaults);
  }

  @Override
  public Integer call() {
    list(options.json(), options.client().get("/api/sinks", Map.of()), options.out());
    return 0;
  }

  @Command(name = "pause", description = "Stops the delivery to a sink.")
  int pause(@Parameters(paramLabel = "SINK", description = NAME) String name) {
    return move(name, "pause");
  }

  @Command(name = "resume", description = "Goes on with the delivery to a sink.")
  int resume(@Parameters(paramLabel = "SINK", description = NAME) String name) {
    return move(name, "resume");
  }

  private int move(String name, String verb) {
    JsonNode sink =
        options.client().post("/api/sinks/" + HubClient.encode(name) + "/" + verb, Map.of());
    if (options.json()) {
      options.out().println(sink);
    } else {
      options
          .out()
          .printf(
              "sink %s is %s; %s records wait for it%n",
              name,
              sink.path("paused").asBoolean() ? "paused" : "not paused",
              Show.text(sink.path("waiting")));
    }
    return 0;
  }

  private static void list(boolean json, JsonNode answer, PrintStream out) {
    if (json) {
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
