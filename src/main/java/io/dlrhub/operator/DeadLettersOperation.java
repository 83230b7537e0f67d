package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** {@code dead-letters}: lists what sinks refused for good, shows, retries and discards it. */
public final class DeadLettersOperation implements Operation {

  private static final String USUAL_LIMIT = "20";

  @Override
  public String help() {
    return """
        usage: java -jar dlr-hub.jar dead-letters [list] [--limit N] [--before ID] [filter]
               java -jar dlr-hub.jar dead-letters show ID
               java -jar dlr-hub.jar dead-letters retry ID | --sink NAME [filter]
               java -jar dlr-hub.jar dead-letters discard ID | --sink NAME [filter] --reason TEXT

        Records that sinks of the running hub refused for good, newest first. One that is retried
        goes to its sink again; delivered, it is no dead letter any more. One that is discarded is
        gone for ever; the log of the hub says so.

          --sink NAME     filter: of that sink
          --text TEXT     filter: whose reason contains that text
          --since TIME    filter: refused from then on: 2026-11-20T08:00:00Z, or an age: 30m, 2h
          --until TIME    filter: refused before then
          --limit N       most lines of a list, at most 1000 (default 20)
          --before ID     goes on with a list after that one
          --reason TEXT   why they are discarded, for the log
          --json          the answer of the API instead of text
          --url URL       management port of the hub (default: as application.properties here says)
          --token TOKEN   of dlr.management.token (default: as this folder's configuration says)
          --help          this text
        """;
  }

  @Override
  public int run(CommandWords words, HubClient hub, PrintStream out) {
    String verb = words.count() == 0 ? "list" : words.word(0, "what to do");
    switch (verb) {
      case "list" -> list(words, hub, out);
      case "show" -> show(words, hub, out);
      case "retry" -> retry(words, hub, out);
      case "discard" -> discard(words, hub, out);
      default ->
          throw new BadUsage(
              "'" + verb + "' is not known; accepted are list, show, retry and discard");
    }
    return 0;
  }

  private static Map<String, String> filter(CommandWords words) {
    Map<String, String> filter = new TreeMap<>();
    filter.put("sink", words.get("--sink"));
    filter.put("text", words.get("--text"));
    filter.put("since", words.time("--since"));
    filter.put("until", words.time("--until"));
    filter.values().removeIf(Objects::isNull);
    return filter;
  }

  private static void list(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(1, "--sink", "--text", "--since", "--until", "--limit", "--before");
    Map<String, String> query = filter(words);
    String limit = words.number("--limit");
    query.put("limit", limit == null ? USUAL_LIMIT : limit);
    if (words.number("--before") != null) {
      query.put("before", words.number("--before"));
    }
    JsonNode answer = hub.get("/api/dead-letters", query);
    if (words.has("--json")) {
      out.println(answer);
      return;
    }
    if (answer.path("deadLetters").isEmpty()) {
      out.println("no dead letters");
      return;
    }
    Table table = new Table("ID", "SINK", "SINCE", "LAST", "TRIED", "RETRY", "MESSAGE", "REASON");
    for (JsonNode letter : answer.path("deadLetters")) {
      table.row(
          Show.text(letter.path("id")),
          Show.text(letter.path("sink")),
          Show.time(letter.path("firstAt")),
          Show.time(letter.path("lastAt")),
          Show.text(letter.path("attempts")),
          letter.path("retrying").asBoolean() ? "waiting" : "-",
          Show.text(letter.path("record").path("messageId")),
          Show.text(letter.path("reason")));
    }
    table.print(out);
    if (!answer.path("next").isNull()) {
      out.println("more: --before " + answer.path("next").asText());
    }
  }

  private static void show(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(2);
    JsonNode letter = hub.get(path(words), Map.of());
    if (words.has("--json")) {
      out.println(letter);
      return;
    }
    ObjectNode about = letter.deepCopy();
    about.remove("record");
    Table table = new Table("DEAD LETTER", letter.path("id").asText());
    about.fields().forEachRemaining(one -> table.row(one.getKey(), Show.text(one.getValue())));
    table.print(out);
    out.println(HubClient.pretty(letter.path("record")));
  }

  private static void retry(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(2, "--sink", "--text", "--since", "--until");
    JsonNode answer =
        words.count() > 1
            ? hub.post(path(words) + "/retry", noFilter(words))
            : hub.post("/api/dead-letters/retry", ofASink(words));
    if (words.has("--json")) {
      out.println(answer);
    } else {
      out.println(Show.text(answer.path("retried")) + " dead letters go to their sink again");
    }
  }

  private static void discard(CommandWords words, HubClient hub, PrintStream out) {
    words.accept(2, "--sink", "--text", "--since", "--until", "--reason");
    if (words.get("--reason") == null) {
      throw new BadUsage("--reason is missing: why are they discarded?");
    }
    Map<String, String> fields = words.count() > 1 ? noFilter(words) : ofASink(words);
    fields.put("reason", words.get("--reason"));
    JsonNode answer =
        hub.post(
            words.count() > 1 ? path(words) + "/discard" : "/api/dead-letters/discard", fields);
    if (words.has("--json")) {
      out.println(answer);
    } else {
      out.println(Show.text(answer.path("discarded")) + " dead letters were discarded");
    }
  }

  private static Map<String, String> noFilter(CommandWords words) {
    Map<String, String> filter = filter(words);
    if (!filter.isEmpty()) {
      throw new BadUsage("an ID and a filter do not go together");
    }
    return filter;
  }

  private static Map<String, String> ofASink(CommandWords words) {
    Map<String, String> filter = filter(words);
    if (!filter.containsKey("sink")) {
      throw new BadUsage("an ID or --sink is missing");
    }
    return filter;
  }

  private static String path(CommandWords words) {
    String id = words.word(1, "the ID of the dead letter");
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw new BadUsage("'" + id + "' is no ID of a dead letter, which is a whole number");
    }
    return "/api/dead-letters/" + id;
  }
}
