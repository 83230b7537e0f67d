package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.simulator.HandOutState;
import io.dlrhub.simulator.UCloudAccount;
import io.dlrhub.simulator.UCloudSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar as a process, against a simulated UCloud. */
class ReportsApplicationIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String BODY =
      "{\"MsgType\":2,\"Data\":[{\"SessionNo\":\"s-1\",\"Phone\":\"13512345924\",\"CostCount\":1,"
          + "\"ReceiptTime\":1563867000,\"ReceiptResult\":\"Success\",\"ReceiptCode\":\"Delivrd\","
          + "\"ReceiptDesc\":\"\"}]}";

  @TempDir private Path folder;
  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final UCloudAccount account = ucloud.account();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;
  private Process app;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    launch();
  }

  @AfterEach
  void stop() throws Exception {
    app.destroyForcibly().waitFor();
    ucloud.close();
  }

  @Test
  void takesReportsOnceAndTellsTheHostOfThem() throws Exception {
    account.reports(230);
    await().atMost(LIMIT).until(() -> lines().size() == 230);
    assertThat(post("Bearer wrong")).isEqualTo(401);
    assertThat(post(null)).isEqualTo(401);
    assertThat(post("Bearer secret")).isEqualTo(200);
    assertThat(ucloud.outside().all()).allMatch(HandOutState::confirmed);

    assertThat(get("/actuator/health")).contains("dlr-ledger", "dlr-sinks", "\"status\":\"UP\"");
    assertThat(get("/actuator/prometheus"))
        .containsPattern("dlr_reports_total\\{account=\"default\",.*origin=\"push\"")
        .containsPattern("dlr_pulls_total\\{action=\"PullUSMSReport\",outcome=\"ok\"")
        .contains("dlr_push_refused_total{")
        .contains("dlr_sink_lag{sink=\"file\"}", "dlr_sink_delivered_total{sink=\"file\"}");

    // Killed, what was acknowledged is there, and nothing is written twice.
    app.destroyForcibly().waitFor();
    launch();
    assertThat(post("Bearer secret")).isEqualTo(200);
    await().atMost(LIMIT).until(() -> lines().size() >= 231);
    assertThat(lines()).hasSize(231).doesNotHaveDuplicates();
    assertThat(get("/actuator/prometheus")).contains("dlr_duplicates_total{");
  }

  private void launch() throws IOException {
    app =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("app"),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--ucloud.endpoint=" + ucloud.endpoint(),
                "--ucloud.public-key=" + account.publicKey(),
                "--ucloud.private-key=" + account.privateKey(),
                "--ucloud.project-id=" + account.projectId(),
                "--ucloud.push-token=secret")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target/app.log").toFile()))
            .start();
    await()
        .atMost(LIMIT)
        .failFast("the application ended, see target/app.log", () -> !app.isAlive())
        .ignoreExceptions()
        // Tomcat answers 404 before Camel's routes have started.
        .until(() -> post(null) == 401);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String get(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private int post(String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/ucloud/reports"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private List<String> lines() throws IOException {
    Path reports = folder.resolve("data/reports");
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> found = files.toList();
      return found.isEmpty() ? List.of() : Files.readAllLines(found.get(0));
    }
  }
}
