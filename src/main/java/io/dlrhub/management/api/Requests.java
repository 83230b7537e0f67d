package io.dlrhub.management.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a request gives, on the event loop; nothing here waits. */
final class Requests {

  private static final String JSON = "application/json";

  private Requests() {}

  /**
   * The parameters of the query.
   *
   * @throws ApiError 400 for one given twice, or if it cannot be decoded
   */
  static Map<String, String> query(RoutingContext routing) {
    Map<String, String> values = new TreeMap<>();
    try {
      for (Map.Entry<String, String> parameter : routing.queryParams()) {
        if (values.put(parameter.getKey(), parameter.getValue()) != null) {
          throw new ApiError(
              400,
              "parameter " + parameter.getKey() + " is given more than once; once is accepted");
        }
      }
    } catch (HttpException | IllegalArgumentException e) {
      throw new ApiError(
          400, "the query cannot be decoded; accepted are UTF-8 and %-escapes of it");
    }
    return values;
  }

  /**
   * Browsers let any page post to loopback, and tell whose page it is.
   *
   * @throws ApiError 403 for a page of another server
   */
  static void refuseForeignPage(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    if (origin != null && !origin.toLowerCase(Locale.ROOT).endsWith("://" + lower(host))) {
      throw new ApiError(403, "pages of " + origin + " may not do this");
    }
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /**
   * A page may post anything but JSON to another host without being asked.
   *
   * @throws ApiError 415 when the body is not said to be JSON, an empty one too
   */
  static void refuseOtherThanJson(HttpServerRequest request) {
    if (!isJson(request.getHeader("Content-Type"))) {
      throw new ApiError(415, "accepted is a body with Content-Type: " + JSON);
    }
  }

  private static boolean isJson(String type) {
    return lower(type).split(";", 2)[0].strip().equals(JSON);
  }
}
