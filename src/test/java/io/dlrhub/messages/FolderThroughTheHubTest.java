package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder full of lists, and rows about one message, through the shipped routes. */
class FolderThroughTheHubTest {

  private static final int LISTS = 1000;

  @TempDir Path folder;

  @Test
  void tracksAThousandListsWhileTheHubIsReady() throws Exception {
    Path lists = Files.createDirectories(folder.resolve("lists"));
    for (int i = 0; i < LISTS; i++) {
      Files.writeString(
          lists.resolve("list-" + i + ".csv"),
          "provider,messageId,phone\nucloud,m-" + i + ",18512345678\n");
    }
    String esc = "{\"provider\":\"ucloud\\u001b[31m\\u202E\\nINFO forged\"}";
    Files.writeString(lists.resolve("bad.ndjson"), esc);
    Files.writeString(lists.resolve("long.ndjson"), esc.replace("ucloud", "x".repeat(100_000)));
    try (CapturedLog log = new CapturedLog();
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .with("dlr.messages.directory", lists.toString())
                .with("dlr.messages.quiet", "1s")
                .start()) {
      assertThat(hub.manage("/observe/health/ready").statusCode())
          .as(() -> hub.manage("/observe/health/ready").body())
          .isEqualTo(200);
      await().atMost(LIMIT).until(() -> hub.ledger().tracked().waiting() == LISTS);
      await().atMost(LIMIT).until(() -> files(lists.resolve("done")).count() == LISTS);
      assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(200);
      assertThat(files(lists)).isEmpty();
      assertThat(log.text().lines())
          .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"))
          .allSatisfy(line -> assertThat(line).doesNotStartWith("INFO forged"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(1000));
    }
  }

  @Test
  void tellsOfEveryPhoneOfAMessageThatHasARowForEach() {
    try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.query.schedule", "1s").start()) {
      String rows =
          """
          [{"provider":"ucloud","messageId":"one","phones":["18600000000"],"reference":"a"},
           {"provider":"ucloud","messageId":"one","phone":"18600000001","reference":"b"},
           {"provider":"ucloud","messageId":"one","mobile":18600000002,"reference":"c","colour":1}]
          """;
      assertThat(Http.post(hub.url("/messages"), rows).body())
          .isEqualTo("{\"tracked\":3,\"new\":3,\"unknownFields\":[\"colour\"]}");
      assertThat(Http.post(hub.url("/messages"), rows).body())
          .startsWith("{\"tracked\":3,\"new\":0");
      hub.push("", UCloudPushes.delivered("one", "18600000001"));
      await().atMost(LIMIT).until(() -> hub.fileLines().size() == 3);
      List<DeliveryReport> reports =
          hub.fileRecords().stream().map(record -> (DeliveryReport) record).toList();
      assertThat(reports)
          .extracting(report -> report.phone() + " " + report.code() + " " + report.reference())
          .filteredOn(text -> text.contains("hub:no-report"))
          .containsExactlyInAnyOrder("18600000000 hub:no-report a", "18600000002 hub:no-report c");
      assertThat(hub.ledger().tracked().missing()).isEqualTo(1);
      hub.push("", UCloudPushes.delivered("one", "18600000000"));
      hub.push("", UCloudPushes.delivered("one", "18600000002"));
      await().atMost(LIMIT).until(() -> hub.ledger().tracked().complete() == 1);
    }
  }

  private static Stream<Path> files(Path in) throws IOException {
    if (!Files.isDirectory(in)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }
}
