package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One method of one path of the JSON API. A new one is a subclass and a line in {@code
 * Management.endpoints}.
 *
 * <pre>{@code
 * final class RetryEndpoint extends ApiEndpoint {
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
public abstract class ApiEndpoint {

  /** HTTP status: it is asked for, and happens later. */
  static final int ACCEPTED = 202;

  private static final int OK = 200;

  private final String method;
  private final String path;
  private final List<String> names;

  /**
   * @param method {@code GET} or {@code DELETE}, whose names are parameters of the query, or {@code
   *     POST}, whose names are fields of a JSON object, the body
   * @param path begins with {@code /api/}; a step in braces is a variable
   * @param names what it accepts; another one, or one given twice, is answered 400
   */
  protected ApiEndpoint(String method, String path, String... names) {
    this.method = method;
    this.path = path;
    this.names = List.of(names);
  }

  /**
   * Does it. Runs on a thread of the API, where it may wait for the ledger for a short while.
   *
   * @throws ApiError for an answer other than {@link #status}
   * @throws io.dlrhub.ledger.LedgerException for 503
   */
  protected abstract JsonNode answer(Call call);

  /** HTTP status of an answer. */
  int status() {
    return OK;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<String> names() {
    return names;
  }

  boolean changesSomething() {
    return !method.equals("GET");
  }

  /** Whether its answer may hold a phone, in a report or in bytes that were not understood. */
  boolean showsPhones() {
    return false;
  }

  boolean takesBody() {
    return method.equals("POST");
  }

  /** The path as Vert.x writes it: {@code /api/dead-letters/:id}. */
  String route() {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }
}
