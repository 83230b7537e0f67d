package io.dlrhub.operator;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class DeadLetterSelection {

  @Option(names = "--sink", paramLabel = "NAME", description = "those of that sink")
  private String sink;

  @Option(names = "--text", paramLabel = "TEXT", description = "whose reason contains that text")
  private String text;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "refused from then on: 2026-11-20T08:00:00Z, or an age: 30m, 2h, 7d")
  private Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "refused before then")
  private Instant until;

  /** As fields of the API, without those that were not given. */
  Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    put(fields, "sink", sink);
    put(fields, "text", text);
    put(fields, "since", since);
    put(fields, "until", until);
    return fields;
  }

  private static void put(Map<String, String> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }
}
