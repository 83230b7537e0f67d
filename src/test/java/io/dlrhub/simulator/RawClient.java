package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.provider.ucloud.UCloudSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs and sends requests to the simulated UCloud without any of the hub's own client. */
final class RawClient {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final UCloudSimulator simulator;

  RawClient(UCloudSimulator simulator) {
    this.simulator = simulator;
  }

  /** The parameters with the default account's keys and signature. */
  static Map<String, String> signed(String action, String... namesAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", action);
    parameters.put("PublicKey", UCloudSimulator.KEYS.publicKey());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    parameters.put(
        "Signature", UCloudSignature.sign(parameters, UCloudSimulator.KEYS.privateKey()));
    return parameters;
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Calls an action by form POST and reads the answer as JSON. */
  JsonNode call(String action, String... namesAndValues) throws IOException, InterruptedException {
    return MAPPER.readTree(send(signed(action, namesAndValues)).body());
  }

  HttpResponse<String> send(Map<String, String> parameters)
      throws IOException, InterruptedException {
    return post("application/x-www-form-urlencoded", form(parameters));
  }

  HttpResponse<String> post(String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(simulator.endpoint()))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(simulator.endpoint() + "?" + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
