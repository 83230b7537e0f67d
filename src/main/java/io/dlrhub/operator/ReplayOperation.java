package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: has a sink sent records again, shows how far that is, cancels it. */
@Command(
    name = "replay",
    header = "have a sink of the running hub sent records again",
    description = {
      "Has a sink of the running hub sent again what was stored since a time, its dead letters",
      "included, beside new deliveries; without --since, shows its replay."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar replay http --since 2h --wait",
      "  java -jar dlr-hub.jar replay jms --since 2026-11-20T08:00:00Z --status failed",
      "  java -jar dlr-hub.jar replay http",
      "  java -jar dlr-hub.jar replay http --cancel"
    })
public final class ReplayOperation implements Callable<Integer> {

  private static final long LOOK_MILLIS = 500;

  @Mixin private final HubOptions options;

  @Parameters(paramLabel = "SINK", description = "as the list of sinks has it")
  private String sink;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "stored from then on: 2026-11-20T08:00:00Z, or an age: 30m, 2h, 7d")
  private Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "and before then (default now)")
  private Instant until;

  @Option(names = "--account", paramLabel = "NAME", description = "only records of that account")
  private String account;

  @Option(
      names = "--status",
      paramLabel = "WORD",
      description = "only reports that are delivered, failed or unknown")
  private String status;

  @Option(
      names = "--max-per-second",
      paramLabel = "N",
      converter = CountReader.class,
      description = "its pace (default that of the sink)")
  private Long maxPerSecond;

  @Option(names = "--wait", description = "show its progress until it is over")
  private boolean wait;

  @Option(names = "--cancel", description = "end the replay that runs")
  private boolean cancel;

  /** Talks to that hub where the command line names no other. */
  public ReplayOperation(HubDefaults defaults) {
    options = new HubOptions(defaults);
  }

  @Override
  public Integer call() {
    String path = "/api/sinks/" + HubClient.encode(sink) + "/replay";
    Map<String, String> fields = selection();
    HubClient hub = options.client();
    JsonNode replay;
    if (cancel) {
      if (!fields.isEmpty() || wait) {
        throw new BadUsage("--cancel goes with no other option but --json, --url and --token");
      }
      replay = hub.delete(path);
    } else if (fields.containsKey("since")) {
      replay = hub.post(path, fields);
    } else if (fields.isEmpty()) {
      replay = hub.get(path, Map.of());
    } else {
      throw new BadUsage("--since is missing");
    }
    if (wait) {
      return await(hub, path, replay, options.json(), options.out());
    }
    print(replay, options.json(), options.out());
    return 0;
  }

  private Map<String, String> selection() {
    Map<String, String> fields = new TreeMap<>();
    put(fields, "since", since);
    put(fields, "until", until);
    put(fields, "account", account);
    put(fields, "status", status);
    put(fields, "maxPerSecond", maxPerSecond);
    return fields;
  }

  private static void put(Map<String, String> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
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
