package io.dlrhub.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters}: lists what sinks refused for good, shows, retries and discards it. */
@Command(
    name = "dead-letters",
    header = "what sinks refused for good: list, show, retry, discard",
    description = {
      "Records that sinks of the running hub refused for good, newest first. One that is retried",
      "goes to its sink again; delivered, it is no dead letter any more. One that is discarded is",
      "gone for ever; the log of the hub says so. Without a command, lists them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar dead-letters --sink http --since 2h",
      "  java -jar dlr-hub.jar dead-letters show 17",
      "  java -jar dlr-hub.jar dead-letters retry --sink http --text 413",
      "  java -jar dlr-hub.jar dead-letters discard 17 --reason 'number withdrawn'"
    })
public final class DeadLettersOperation implements Callable<Integer> {

  private static final String API = "/api/dead-letters";
  private static final String ID = "of the dead letter, as the list has it";

  @Mixin private final HubOptions options;
  @Mixin private DeadLetterList listed;

  /** Talks to that hub where the command line names no other. */
  public DeadLettersOperation(HubDefaults defaults) {
    options = new HubOptions(defaults);
  }

  @Override
  public Integer call() {
    return list(listed);
  }

  @Command(name = "list", description = "Lists them, newest first.")
  int list(@Mixin DeadLetterList list) {
    JsonNode answer = options.client().get(API, list.query());
    if (options.json()) {
      options.out().println(answer);
      return 0;
    }
    if (answer.path("deadLetters").isEmpty()) {
      options.out().println("no dead letters");
      return 0;
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
    table.print(options.out());
    if (!answer.path("next").isNull()) {
      options.out().println("more: --before " + answer.path("next").asText());
    }
    return 0;
  }

  @Command(name = "show", description = "Shows one with its record.")
  int show(
      @Parameters(paramLabel = "ID", converter = CountReader.class, description = ID) Long id) {
    JsonNode letter = options.client().get(API + "/" + id, Map.of());
    if (options.json()) {
      options.out().println(letter);
      return 0;
    }
    ObjectNode about = letter.deepCopy();
    about.remove("record");
    Table table = new Table("DEAD LETTER", letter.path("id").asText());
    about.fields().forEachRemaining(one -> table.row(one.getKey(), Show.text(one.getValue())));
    table.print(options.out());
    options.out().println(HubClient.pretty(letter.path("record")));
    return 0;
  }

  @Command(name = "retry", description = "Sends one, or those selected, to their sink again.")
  int retry(
      @Parameters(
              paramLabel = "ID",
              arity = "0..1",
              converter = CountReader.class,
              description = ID + "; without it --sink names which")
          Long id,
      @Mixin DeadLetterSelection selection) {
    JsonNode answer = options.client().post(path(id, "retry"), fields(id, selection));
    return tell(answer, "retried", " dead letters go to their sink again");
  }

  @Command(name = "discard", description = "Gives one, or those selected, up for ever.")
  int discard(
      @Parameters(
              paramLabel = "ID",
              arity = "0..1",
              converter = CountReader.class,
              description = ID + "; without it --sink names which")
          Long id,
      @Mixin DeadLetterSelection selection,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "why they are discarded, for the log")
          String reason) {
    Map<String, String> fields = fields(id, selection);
    fields.put("reason", reason);
    return tell(
        options.client().post(path(id, "discard"), fields),
        "discarded",
        " dead letters were discarded");
  }

  private int tell(JsonNode answer, String count, String text) {
    options.out().println(options.json() ? answer : Show.text(answer.path(count)) + text);
    return 0;
  }

  private static String path(Long id, String verb) {
    return id == null ? API + "/" + verb : API + "/" + id + "/" + verb;
  }

  private static Map<String, String> fields(Long id, DeadLetterSelection selection) {
    Map<String, String> fields = selection.fields();
    if (id == null && !fields.containsKey("sink")) {
      throw new BadUsage("an ID or --sink is missing");
    }
    if (id != null && !fields.isEmpty()) {
      throw new BadUsage("an ID and a filter do not go together");
    }
    return fields;
  }
}
