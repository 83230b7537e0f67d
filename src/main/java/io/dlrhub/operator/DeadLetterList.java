package io.dlrhub.operator;

import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which stretch of the dead letters is listed. */
final class DeadLetterList {

  @Mixin private DeadLetterSelection selection;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      converter = CountReader.class,
      description = "most lines, at most 1000 (default 20)")
  private Long limit;

  @Option(
      names = "--before",
      paramLabel = "NEXT",
      description = "goes on with a list, as its last line says")
  private String before;

  /** As parameters of the API. */
  Map<String, String> query() {
    Map<String, String> query = selection.fields();
    query.put("limit", limit.toString());
    if (before != null) {
      query.put("before", before);
    }
    return query;
  }
}
