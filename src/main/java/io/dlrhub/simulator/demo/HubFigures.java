package io.dlrhub.simulator.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the hub says of itself on its management port, as a monitoring system would read it. */
final class HubFigures {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final URI metrics;
  private Map<String, Double> sums = Map.of();

  HubFigures(String management) {
    metrics = URI.create(management + "/observe/metrics");
  }

  /** Asks again; keeps the old figures if there is no answer. */
  void refresh() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(1)).build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        sums = sums(answer.body());
      }
    } catch (IOException busyOrGone) {
      // The old figures stay; the next second has new ones.
    }
  }

  /** A metric, summed over its labels; 0 if the hub has none. */
  long sum(String name) {
    return sums.getOrDefault(name, 0.0).longValue();
  }

  /** Reads the text format of Prometheus. */
  static Map<String, Double> sums(String text) {
    Map<String, Double> sums = new HashMap<>();
    for (String line : text.split("\n")) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        int labels = line.indexOf('{');
        String name = line.substring(0, labels < 0 ? space : labels);
        try {
          sums.merge(name, Double.parseDouble(line.substring(space + 1)), Double::sum);
        } catch (NumberFormatException notANumber) {
          // not ours
        }
      }
    }
    return sums;
  }
}
