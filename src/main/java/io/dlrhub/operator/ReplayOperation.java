package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code replay}: has a sink sent records again, shows how far that is, cancels it. */
public final class ReplayOperation implements Operation {

  private static final long LOOK_MILLIS = 500;

  @Override
  public String help() {
    return """
        usage: java -jar dlr-hub.jar replay SINK --since TIME [options]
               java -jar dlr-hub.jar replay SINK [--wait]
               java -jar dlr-hub.jar replay SINK --cancel

        Has a sink of the running hub sent again what was stored since a time, its dead letters
        included, beside new deliveries; without --since, shows its replay.

          --since TIME          stored from then on: 2026-11-20T08:00:00Z, or an age: 30m, 2h, 7d
          --until TIME          and before then (default now)
          --account NAME        only records of that account
          --status WORD         only reports that are delivered, failed or unknown
          --max-per-second N    its pace (default that of the sink)
          --wait                show its progress until it is over
          --cancel              end the replay that runs
          --json                the answer of the API instead of text
          --url URL             management port of the hub (default: as application.properties
                                here says)
          --token TOKEN         of dlr.management.token (default: as this folder's configuration says)
          --help                this text
        """;
  }

  @Override
  public int run(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(
        1, "--since", "--until", "--account", "--status", "--max-per-second", "--wait", "--cancel");
    String sink = words.word(0, "the name of the sink");
    String path = "/api/sinks/" + HubClient.encode(sink) + "/replay";
    Map<String, String> fields = selection(words);
    boolean json = words.has("--json");
    JsonNode replay;
    if (words.has("--cancel")) {
      if (!fields.isEmpty() || words.has("--wait")) {
        throw new BadUsage("--cancel goes with no other option but --json and --url");
      }
      replay = hub.delete(path);
    } else if (fields.containsKey("since")) {
      replay = hub.post(path, fields);
    } else if (fields.isEmpty()) {
      replay = hub.get(path, Map.of());
    } else {
      throw new BadUsage("--since is missing");
    }
    if (words.has("--wait")) {
      return await(hub, path, replay, json, out);
    }
    print(replay, json, out);
    return 0;
  }

  private static Map<String, String> selection(CommandWords words) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("since", words.time("--since"));
    fields.put("until", words.time("--until"));
    fields.put("account", words.get("--account"));
    fields.put("status", words.get("--status"));
    fields.put("maxPerSecond", words.number("--max-per-second"));
    fields.values().removeIf(java.util.Objects::isNull);
    return fields;
  }

  private static void print(JsonNode replay, boolean json, PrintStream out) {
    out.println(json ? replay.toString() : line(replay));
  }

  private static String line(JsonNode replay) {
    long missed = replay.path("missed").asLong();
    String problem = Show.text(replay.path("lastError"));
    return String.format(
        Locale.ROOT,
        "%s to %s is %s: %s, %s delivered, %s refused%s%s",
        Show.text(replay.path("name")),
        Show.text(replay.path("sink")),
        Show.text(replay.path("state")),
        Show.percent(replay.path("progress")),
        Show.text(replay.path("delivered")),
        Show.text(replay.path("refused")),
        missed == 0 ? "" : ", " + missed + " gone by retention",
        problem.equals("-") ? "" : "; failing: " + problem);
  }

  /** Until it is over; a replay is the hub's and goes on without this process. */
  private static int await(
      HubClient hub, String path, JsonNode first, boolean json, PrintStream out) {
    String sink = first.path("sink").asText();
    Thread farewell =
        new Thread(
            () ->
                System.err.println(
                    "the replay goes on; end it with: java -jar dlr-hub.jar replay "
                        + sink
                        + " --cancel"));
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      JsonNode replay = first;
      String shown = "";
      while (replay.path("state").asText().equals("running")) {
        if (!json && !line(replay).equals(shown)) {
          shown = line(replay);
          out.println(shown);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        replay = hub.get(path, Map.of());
      }
      print(replay, json, out);
      return replay.path("state").asText().equals("done") ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      forget(farewell);
    }
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException ending) {
      // It has spoken already.
      return;
    }
  }
}
