package io.dlrhub.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The API of a running hub. */
public final class HubClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Discarding a million dead letters takes its time. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String url;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param url of the management port: {@code http://127.0.0.1:9876}
   * @param token to be shown; nullable
   * @throws BadUsage if the URL is none
   */
  public HubClient(String url, String token) {
    if (!url.matches("https?://[^/?#\\s]+/?")) {
      throw new BadUsage(
          "--url is '" + url + "', accepted is an address such as http://127.0.0.1:9876");
    }
    this.url = url.replaceFirst("/$", "");
    this.token = token;
  }

  /** An object of fields, without those that are null. */
  public static ObjectNode fields(Map<String, String> values) {
    ObjectNode fields = MAPPER.createObjectNode();
    values.forEach(fields::put);
    return fields;
  }

  JsonNode get(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
    return send("GET", parameters.isEmpty() ? path : path + "?" + parameters, null);
  }

  JsonNode post(String path, Map<String, String> fields) {
    return send("POST", path, BodyPublishers.ofString(fields(fields).toString()));
  }

  JsonNode delete(String path) {
    return send("DELETE", path, null);
  }

  /** One step of a path. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(url + path));
    } catch (IllegalArgumentException e) {
      throw new BadUsage(url + " is no address: " + e.getMessage());
    }
    request
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("X-Dlr-Client", "command")
        .method(method, body == null ? BodyPublishers.noBody() : body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return judge(client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new Failed(
          "no hub answers at "
              + url
              + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
              + "; is it running? Another address is named by --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted");
    }
  }

  private JsonNode judge(HttpResponse<String> answer) {
    JsonNode json;
    try {
      json = MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      json = MAPPER.missingNode();
    }
    int status = answer.statusCode();
    if (status / 100 == 2 && json.isObject()) {
      return json;
    }
    if (!json.path("message").isTextual()) {
      throw new Failed(
          url + " does not answer as a DLR Hub of this version does (HTTP " + status + ")");
    }
    String message = json.path("message").asText();
    if (status == 400) {
      throw new BadUsage(message);
    }
    throw new Failed(message);
  }

  /** As people read it. */
  static String pretty(JsonNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
