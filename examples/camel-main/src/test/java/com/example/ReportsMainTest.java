package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.PushOptions;
import io.dlrhub.simulator.SimulatedReport;
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
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host as it ships, against a simulated UCloud. */
class ReportsMainTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String TOKEN = "a-secret+of&the=test";

  @TempDir private Path folder;
  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final UCloudAccount account = ucloud.account();
  private final Main main = new Main(ReportsMain.class);
  private Path reports;
  private URI push;

  @BeforeEach
  void start() throws Exception {
    int port = freePort();
    reports = folder.resolve("reports");
    push =
        URI.create("http://127.0.0.1:" + port + "/ucloud/reports?token=a-secret%2Bof%26the%3Dtest");
    main.addOverrideProperty("camel.server.host", "127.0.0.1");
    main.addOverrideProperty("camel.server.port", Integer.toString(port));
    main.addOverrideProperty("ucloud.endpoint", ucloud.endpoint());
    main.addOverrideProperty("ucloud.public-key", account.publicKey());
    main.addOverrideProperty("ucloud.private-key", account.privateKey());
    main.addOverrideProperty("ucloud.project-id", account.projectId());
    main.addOverrideProperty("ucloud.push-token", TOKEN);
    main.addOverrideProperty("reports.directory", reports.toString());
    main.start();
  }

  @AfterEach
  void stop() throws Exception {
    main.stop();
    ucloud.close();
  }

  @Test
  void writesWhatIsPulledAndWhatIsPushed() {
    List<SimulatedReport> pulled = account.reports(230);
    await().atMost(LIMIT).until(() -> ucloud.outside().waiting() == 0);
    account.pushTo(push, PushOptions.DEFAULT);
    List<SimulatedReport> pushed = account.reports(70);
    // Acknowledged, which is after it is on the disk.
    await().atMost(LIMIT).until(() -> ucloud.outside().waiting() == 0);
    await().atMost(LIMIT).until(() -> lines("reports-").size() >= 300);
    assertThat(lines("reports-").stream().map(line -> field(line, "messageId")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(pulled.stream(), pushed.stream())
                .map(report -> report.message().id())
                .toList());
    assertThat(lines("reports-").stream().map(line -> field(line, "origin")))
        .containsOnly("pull", "push");
  }

  @Test
  void saysWhichPullMayHaveLostAPage() {
    ucloud.faults().next("PullUSMSReport", Fault.DROPPED_AFTER_READ);
    account.reports(3);
    await().atMost(LIMIT).until(() -> lines("in-doubt-").size() == 1);
    assertThat(field(lines("in-doubt-").get(0), "source")).isEqualTo("PullUSMSReport");
  }

  @Test
  void keepsWhatItDoesNotUnderstand() throws Exception {
    assertThat(post("{\"MsgType\":2,\"Data\":[{\"Phone\":17}]}")).isEqualTo(200);
    assertThat(lines("rejected-")).hasSize(1);
    assertThat(field(lines("rejected-").get(0), "bytes")).isNotBlank();
  }

  @Test
  void acknowledgesNothingThatIsNotOnTheDisk() throws Exception {
    String body =
        """
        {"MsgType":2,"Data":[{"SessionNo":"s-1","Phone":"13512345924","CostCount":1,
        "ReceiptTime":1563867000,"ReceiptResult":"Success","ReceiptCode":"Delivrd","ReceiptDesc":""}]}
        """;
    Files.deleteIfExists(reports);
    Files.writeString(reports, "a file where the folder should be");
    assertThat(post(body)).isEqualTo(503);
    Files.delete(reports);
    assertThat(post(body)).isEqualTo(200);
    assertThat(lines("reports-")).hasSize(1);
  }

  private int post(String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(push).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private List<String> lines(String prefix) {
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
      return found.isEmpty() ? List.of() : Files.readAllLines(found.get(0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(String line, String name) {
    try {
      return new ObjectMapper().readTree(line).path(name).asText();
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
