package io.dlrhub.management;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready means: pushes are taken and stored. Nothing else takes it away, and that does. */
class ReadinessTest {

  @TempDir Path folder;

  private static int ready(HubUnderTest hub) {
    return hub.manage("/observe/health/ready").statusCode();
  }

  @Test
  void aRouteThatTakesNoPushesTakesItAwayAndAFarEndDoesNot() throws Exception {
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.url", "http://127.0.0.1:1/")
            .with("dlr.ucloud.pull.enabled", "true")
            .with("dlr.ucloud.public-key", "a")
            .with("dlr.ucloud.private-key", "b")
            .with("dlr.ucloud.endpoint", "http://127.0.0.1:1/")
            .start()) {
      assertThat(ready(hub)).isEqualTo(200);
      hub.context().getRouteController().stopRoute("file-sink");
      hub.context().getRouteController().stopRoute("ucloud-pull");
      assertThat(ready(hub)).isEqualTo(200);

      for (String route : new String[] {"ucloud-push", "ucloud-push-source", "messages-source"}) {
        hub.context().getRouteController().stopRoute(route);
        HttpResponse<String> answer = hub.manage("/observe/health/ready");
        assertThat(answer.statusCode()).as(route).isEqualTo(503);
        assertThat(answer.body()).contains("takes no pushes");
        hub.context().getRouteController().startRoute(route);
        assertThat(ready(hub)).as(route).isEqualTo(200);
      }
      hub.context().getRouteController().suspendRoute("ucloud-push-source");
      assertThat(ready(hub)).isEqualTo(503);
    }
  }

  /** Nothing can be asked of the ledger any more; somebody asks for the health every second. */
  @Test
  void aLedgerThatIsGoneIs503WithTheReasonAndNoStackTrace() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start();
        CapturedLog log = new CapturedLog()) {
      assertThat(ready(hub)).isEqualTo(200);
      hub.ledger().close();
      await().atMost(LIMIT).untilAsserted(() -> assertThat(ready(hub)).isEqualTo(503));
      for (String path : new String[] {"ready", "ready?data=true", "live", ""}) {
        HttpResponse<String> answer = hub.manage("/observe/health/" + path);
        assertThat(answer.statusCode()).as(path).isIn(200, 503);
      }
      assertThat(hub.manage("/observe/health/ready?data=true").body())
          .contains("dlr-ledger", "closed");
      assertThat(hub.manage("/observe/metrics").statusCode()).isIn(200, 503);
      assertThat(hub.push("", UCloudPushes.delivered("s", "18512345678")).statusCode())
          .isEqualTo(503);
      assertThat(log.text()).doesNotContain("\tat ");
    }
  }

  /** What is written to a file that was removed is gone with the process. */
  @Test
  void aLedgerWhoseFileIsMovedAwayIs503UntilItIsBack() throws Exception {
    Path file = folder.resolve("data/ledger.db");
    Path away = folder.resolve("away");
    try (HubUnderTest hub = HubUnderTest.in(folder).start();
        CapturedLog log = new CapturedLog()) {
      assertThat(hub.push("", UCloudPushes.delivered("before", "18512345678")).statusCode())
          .isEqualTo(200);
      await().atMost(LIMIT).until(() -> ready(hub) == 200);
      Files.move(file, away);
      await().atMost(LIMIT).until(() -> ready(hub) == 503);
      assertThat(hub.manage("/observe/health/ready?data=true").body())
          .contains("ledger.db was removed");
      assertThat(hub.push("", UCloudPushes.delivered("away", "18512345678")).statusCode())
          .isEqualTo(503);
      Files.move(away, file);
      await().atMost(LIMIT).until(() -> ready(hub) == 200);
      assertThat(hub.push("", UCloudPushes.delivered("back", "18512345678")).statusCode())
          .isEqualTo(200);
      assertThat(log.text()).doesNotContain("\tat ");
      await().atMost(LIMIT).until(() -> hub.fileLines().size() == 2);
      Files.move(folder.resolve("data/ledger.db-wal"), away);
      await().atMost(LIMIT).until(() -> ready(hub) == 503);
      assertThat(hub.manage("/observe/health/ready?data=true").body())
          .contains("ledger.db-wal was removed");
    }
  }

  /** By what it holds, not by its bytes: it is found out far behind the server. */
  @Test
  void aPushThatHeldTooMuchIsToldWithItsSenderItsSizeAndTheKey() {
    String body = "{\"MsgType\":2,\"Data\":[" + "{},".repeat(60_000) + "{}]}";
    try (HubUnderTest hub = HubUnderTest.in(folder).start();
        CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 5; i++) {
        assertThat(hub.push("", body).statusCode()).isEqualTo(413);
      }
      assertThat(hub.manage("/observe/health?data=true").body())
          .contains("refused as too large", "from 127.0.0.1", body.length() + " bytes");
      assertThat(log.text().lines().filter(line -> line.contains("is answered 413")))
          .hasSize(1)
          .first()
          .asString()
          .contains("from 127.0.0.1", body.length() + " bytes", "dlr.intake.max-elements");
    }
  }

  @Test
  void aPushThatWasTooLargeIsAWarningAndALineAndNoMore() {
    try (HubUnderTest hub =
            HubUnderTest.in(folder).with("camel.server.max-body-size", "1000").start();
        CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 20; i++) {
        assertThat(hub.push("", " ".repeat(5000)).statusCode()).isEqualTo(413);
      }
      assertThat(ready(hub)).isEqualTo(200);
      assertThat(hub.manage("/observe/health?data=true").body())
          .contains("dlr-intake", "refused as too large", "5000 bytes", "127.0.0.1");
      assertThat(log.text().lines().filter(line -> line.contains("is answered 413")))
          .hasSize(1)
          .first()
          .asString()
          .contains("5000 bytes", "from 127.0.0.1", "camel.server.max-body-size", "1000");
    }
  }
}
