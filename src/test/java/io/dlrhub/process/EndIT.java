package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged hub ends, and starts again. */
class EndIT {

  @TempDir Path path;

  @Test
  void sigtermEndsWithExitCodeZeroAndNothingIsLost() throws Exception {
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      assertThat(Http.post(folder.pushes(), UCloudPushes.delivered("s-1", 100)).statusCode())
          .isEqualTo(200);
      hub.terminate();
      assertThat(hub.exitCode(Duration.ofSeconds(10))).isZero();
      assertThat(hub.err()).doesNotContain("Exception");
    }
    try (HubProcess again = folder.start()) {
      await().atMost(LIMIT).untilAsserted(() -> assertThat(folder.delivered()).hasSize(100));
      assertThat(again.err()).doesNotContain("Exception");
    }
  }

  /** A copy of SQLite's library for each start would fill a container's memory. */
  @Test
  void leavesNothingInTheTemporaryFolderNorWhatAKillLeft() throws Exception {
    HubFolder folder = new HubFolder(path);
    Path temporary = Files.createDirectory(path.resolve("temporary"));
    List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
    try (HubProcess killed = HubProcess.start(path, options, Map.of()).awaitLog("is up")) {
      assertThat(temporary).isNotEmptyDirectory();
      killed.kill();
    }
    assertThat(temporary).isNotEmptyDirectory();
    try (HubProcess next = HubProcess.start(path, options, Map.of()).awaitLog("is up")) {
      assertThat(temporary.toFile().list()).hasSize(1);
      Http.post(folder.pushes(), UCloudPushes.delivered("one", "18512345678"));
      next.terminate();
      assertThat(next.exitCode()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void ctrlCEndsWithExitCodeZeroToo() throws Exception {
    assumeFalse(ignoresInterrupts(), "started in the background, where a shell ignores SIGINT");
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      new ProcessBuilder("kill", "-INT", Long.toString(hub.pid())).start().waitFor();
      assertThat(hub.exitCode(Duration.ofSeconds(10))).isZero();
    }
  }

  /** What this process ignores, those it starts ignore too. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void sigtermUnderLoadKeepsWhatWasAcknowledged() throws Exception {
    HubFolder folder = new HubFolder(path);
    try (AcknowledgedPushes pushes = new AcknowledgedPushes(4)) {
      try (HubProcess hub = folder.start()) {
        pushes.to(folder.port);
        await().atMost(LIMIT).until(() -> pushes.acknowledged().size() > 2000);
        hub.terminate();
        assertThat(hub.exitCode(Duration.ofSeconds(10))).isZero();
        assertThat(hub.err()).doesNotContain("Exception");
      }
      pushes.close();
      try (HubProcess again = folder.start()) {
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(messages(folder))
                        .as(again.err())
                        .doesNotHaveDuplicates()
                        .containsAll(pushes.acknowledged()));
      }
    }
  }

  /** The ledger is closed too, which a process that is cut short has no time for. */
  @Test
  void sigtermEndsCleanlyThoughThreeReceiversHang() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HubFolder folder = new HubFolder(path);
    try (Receiver receiver = Receiver.start()) {
      receiver.answering(request -> hang(end));
      StringBuilder routes =
          new StringBuilder(
              """
              - route:
                  id: push
                  errorHandler: {noErrorHandler: {}}
                  from:
                    uri: kamelet:ucloud-usms-push-source/source
                    steps: [{to: ledger:append}]
              """);
      for (String sink : List.of("one", "two", "three")) {
        routes.append(
            """
            - route:
                id: %1$s-sink
                errorHandler: {noErrorHandler: {}}
                from:
                  uri: ledger:feed/%1$s
                  steps:
                    - to:
                        uri: kamelet:record-http-sink/%1$s-receiver
                        parameters: {url: "RAW(%2$s)"}
            """
                .formatted(sink, receiver.url()));
      }
      folder.route(routes.toString());
      try (HubProcess hub = folder.start()) {
        Http.post(folder.pushes(), UCloudPushes.delivered("s-1", 1));
        await().atMost(LIMIT).until(() -> receiver.requests().size() == 3);
        hub.terminate();
        assertThat(hub.exitCode(Duration.ofSeconds(10))).isZero();
        assertThat(path.resolve("data/ledger.db-wal")).as(hub.err()).doesNotExist();
        assertThat(hub.err()).contains("Sink one: the delivery in flight is cut short");
      } finally {
        end.countDown();
      }
    }
  }

  private static Receiver.Answer hang(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Receiver.Answer.of(200);
  }

  /** Promise 4, loosely: how fast exactly is for the benchmark to say. */
  @Test
  void aKilledHubAcknowledgesANewReportWhenItIsStartedAgain() throws Exception {
    List<String> image = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m");
    List<String> acknowledged = new ArrayList<>();
    PushTarget first = PushTarget.hub(HubProcess.jar(), path, image);
    acknowledged.add(first.firstMessageId());
    first.kill();
    try (PushTarget again = PushTarget.hub(HubProcess.jar(), path, image)) {
      acknowledged.add(again.firstMessageId());
      assertThat(again.secondsToFirstPush()).isLessThan(30);
      ReportFiles files = new ReportFiles(path.resolve("data/reports"));
      // What was under way when it was killed may be there twice.
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  files.reports().stream()
                      .map(DeliveryReport::messageId)
                      .distinct()
                      .toList()
                      .equals(acknowledged));
    }
  }

  private static List<String> messages(HubFolder folder) throws IOException {
    return folder.delivered().stream()
        .map(line -> line.replaceFirst(".*?\"messageId\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
