package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One method of one path of the JSON API. A new one is a subclass and a line in {@code
 * Management.endpoints}.
 *
 * <pre>{@code
 * final class RetryEndpoint extends Endpoint {
 *   RetryEndpoint() {
 *     super("POST", "/api/dead-letters/{id}/retry", "reason");
 *   }
 *
 *   public JsonNode answer(Call call) {
 *     long id = call.path().required("id", call.path().number("id", 1, Long.MAX_VALUE));
 *     …
 *   }
 * }
 * }</pre>
 */
public abstract class Endpoint {

  private static final String VARIABLE = "{";

  private final String method;
  private final String path;
  private final List<String> steps;
  private final List<String> names;

  /**
   * @param method {@code GET}, whose names are parameters of the query, or {@code POST}, whose
   *     names are fields of a JSON object, the body
   * @param path begins with {@code /api/}; a step in braces is a variable
   * @param names what it accepts; another one, or one given twice, is answered 400
   */
  protected Endpoint(String method, String path, String... names) {
    this.method = method;
    this.path = path;
    this.steps = List.of(path.split("/"));
    this.names = List.of(names);
  }

  /**
   * Does it. Runs on a thread of the API, where it may wait for the ledger for a short while.
   *
   * @throws ApiError for an answer other than 200
   * @throws io.dlrhub.ledger.LedgerException for 503
   */
  protected abstract JsonNode answer(Call call);

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<String> names() {
    return names;
  }

  boolean takesBody() {
    return method.equals("POST");
  }

  /** The path's variables, or null where it is another path. */
  Map<String, String> match(List<String> asked) {
    if (asked.size() != steps.size()) {
      return null;
    }
    Map<String, String> variables = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (step.startsWith(VARIABLE)) {
        variables.put(step.substring(1, step.length() - 1), asked.get(i));
      } else if (!step.equals(asked.get(i))) {
        return null;
      }
    }
    return variables;
  }
}
