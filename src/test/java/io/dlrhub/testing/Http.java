package io.dlrhub.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Real requests over loopback. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Http() {}

  /** Posts a text; headers are given as name, value, name, value. */
  public static HttpResponse<String> post(String url, String body, String... headers) {
    return post(url, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Posts bytes. */
  public static HttpResponse<String> post(String url, byte[] body, String... headers) {
    return send("POST", url, BodyPublishers.ofByteArray(body), headers);
  }

  /** Gets. */
  public static HttpResponse<String> get(String url, String... headers) {
    return send("GET", url, BodyPublishers.noBody(), headers);
  }

  /** Sends any method. */
  public static HttpResponse<String> send(
      String method, String url, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(method + " " + url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
