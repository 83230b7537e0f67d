package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import io.dlrhub.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API against what the server really answers, for every call in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiEndpointTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT = "content";
  private static final String SCHEMA = "schema";

  /** What makes each call succeed, in an order in which each can. */
  private static final List<String> CALLS =
      List.of(
          "GET /api/openapi.json",
          "GET /api/summary",
          "GET /api/history?step=hour",
          "GET /api/reports?limit=10",
          "GET /api/messages/session-1",
          "GET /api/sinks",
          "GET /api/instances",
          "GET /api/quarantine",
          "GET /api/unmapped-codes",
          "GET /api/reconciliation",
          "GET /api/books",
          "GET /api/dead-letters",
          "GET /api/dead-letters/1",
          "POST /api/sinks/file/replay {\"since\":\"2020-01-01T00:00:00Z\",\"maxPerSecond\":1}",
          "GET /api/sinks/file/replay",
          "DELETE /api/sinks/file/replay",
          "POST /api/sinks/http/pause {}",
          "POST /api/dead-letters/1/retry {}",
          "POST /api/dead-letters/retry {\"sink\":\"http\"}",
          "POST /api/dead-letters/1/discard {\"reason\":\"test\"}",
          "POST /api/dead-letters/discard {\"sink\":\"http\",\"reason\":\"test\"}",
          "POST /api/sinks/http/resume {}",
          "GET /api/audit?limit=3",
          "GET /api/sources");

  private HubUnderTest hub;
  private Receiver receiver;
  private JsonNode document;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    receiver =
        Receiver.start()
            .answering(request -> Receiver.Answer.of(request.text().contains("bad-") ? 422 : 200));
    hub =
        HubUnderTest.in(folder)
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.start", "beginning")
            .with("dlr.sink.http.url", receiver.url())
            .start();
    hub.push("", UCloudPushes.delivered("session-1", 20));
    hub.push("", UCloudPushes.delivered("bad-1", "18512345678"));
    hub.push("", UCloudPushes.delivered("bad-2", "18512345679"));
    hub.push("", "{\"MsgType\":2,\"Data\":[{\"SessionNo\":7}]}");
    hub.push("", "not JSON");
    Awaitility.await()
        .atMost(Waiting.LIMIT)
        .until(() -> get("/api/dead-letters").path("deadLetters").size() > 1);
    document = get("/api/openapi.json");
  }

  @AfterAll
  void stop() {
    hub.close();
    receiver.close();
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(Http.get(hub.managementUrl(path)).body());
  }

  private HttpResponse<String> ask(String method, String path, String body, String... headers) {
    return body == null
        ? Http.send(method, hub.managementUrl(path), BodyPublishers.noBody(), headers)
        : Http.send(method, hub.managementUrl(path), BodyPublishers.ofString(body), headers);
  }

  @Test
  void everyCallAnswersAsItIsDescribed() throws Exception {
    Set<String> asked = new TreeSet<>();
    for (String call : CALLS) {
      String[] parts = call.split(" ", 3);
      String path = described(parts[1].split("\\?")[0]);
      JsonNode operation =
          document.path("paths").path(path).path(parts[0].toLowerCase(Locale.ROOT));
      asked.add(parts[0] + " " + path);
      HttpResponse<String> answer =
          parts.length > 2
              ? ask(parts[0], parts[1], parts[2], "Content-Type", "application/json")
              : ask(parts[0], parts[1], null);
      assertThat(operation.path("summary").asText()).as(call).isNotBlank();
      JsonNode response = operation.path("responses").path(Integer.toString(answer.statusCode()));
      assertThat(response.isObject()).as("%s answers %s", call, answer.body()).isTrue();
      assertHeld(call, response, "application/json", answer);
    }
    assertThat(asked).as("every call is asked").isEqualTo(all());
  }

  @Test
  void whatIsWrongIsAProblemInEveryCall() throws Exception {
    for (String call : all()) {
      String method = call.split(" ")[0];
      String path = call.split(" ")[1].replaceAll("\\{\\w+}", "no-such");
      String[] headers = {"Content-Type", "application/json"};
      HttpResponse<String> answer =
          method.equals("POST")
              ? ask(method, path, "{\"nonsense\":1}", headers)
              : ask(method, path + "?nonsense=1", null);
      JsonNode problem =
          document
              .path("paths")
              .path(call.split(" ")[1])
              .path(method.toLowerCase(Locale.ROOT))
              .path("responses")
              .path("default");
      assertThat(answer.statusCode()).as(call).isEqualTo(400);
      assertHeld(call, problem, "application/problem+json", answer);
    }
  }

  @Test
  void aForeignPageAndAForeignHostGetNowhere() {
    for (String call : all()) {
      String method = call.split(" ")[0];
      String path = call.split(" ")[1].replaceAll("\\{\\w+}", "1");
      if (!method.equals("GET")) {
        HttpResponse<String> answer =
            ask(
                method,
                path,
                "{}",
                "Content-Type",
                "application/json",
                "Origin",
                "http://evil.example");
        assertThat(answer.statusCode()).as(call).isEqualTo(403);
      }
      assertThat(statusFor("evil.example", method, path)).as(call).isEqualTo(421);
    }
  }

  /** Java's own client does not let a test name another host. */
  private int statusFor(String host, String method, String path) {
    URI address = URI.create(hub.managementUrl(path));
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
              + "Connection: close\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] line = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(call(method, path), e);
    }
  }

  private static String call(String method, String path) {
    return method + " " + path;
  }

  private Set<String> all() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return all;
  }

  /** The path of the description that a real one is of. */
  private String described(String path) {
    List<String> names = new ArrayList<>();
    document.path("paths").fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> name.equals(path))
        .findFirst()
        .orElseGet(
            () ->
                names.stream()
                    .filter(name -> path.matches(name.replaceAll("\\{\\w+}", "[^/]+")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(path + " is not described")));
  }

  /** A schema of the description, with its components, against an answer. */
  private void assertHeld(String call, JsonNode response, String type, HttpResponse<String> answer)
      throws Exception {
    assertThat(answer.headers().firstValue("Content-Type")).as(call).hasValue(type);
    JsonNode schema = response.path(CONTENT).path(type).path(SCHEMA);
    assertThat(schema.isObject()).as(call).isTrue();
    var whole = JSON.createObjectNode();
    whole.set("components", document.path("components"));
    whole.putArray("allOf").add(schema);
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(JSON.readTree(answer.body())))
        .as("%s answers %s", call, answer.body())
        .isEmpty();
  }
}
