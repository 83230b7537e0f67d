package io.dlrhub.provider;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.Certificates;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HttpProxy;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the shipped routes: every call out takes the one way out, and health says what ails. */
class OneWayOutTest {

  @TempDir private Path folder;

  @Test
  void everyCallOutGoesByTheProxyThatIsSet() throws Exception {
    try (Receiver end = Receiver.start();
        HttpProxy proxy = HttpProxy.to(end.port());
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .with("dlr.http.proxy", "http://127.0.0.1:" + proxy.port())
                .with("dlr.ucloud.endpoint", "http://ucloud.example/")
                .with("dlr.ucloud.public-key", "a")
                .with("dlr.ucloud.private-key", "b")
                .with("dlr.ucloud.region", "cn-bj2")
                .with("dlr.ucloud.zone", "cn-bj2-02")
                .with("dlr.ucloud.pull.enabled", "true")
                .with("dlr.ucloud.query.enabled", "true")
                .with("dlr.ucloud.video-query.enabled", "true")
                .with("dlr.query.schedule", "1s,1h")
                .with("dlr.tencent.endpoint", "http://tencent.example/")
                .with("dlr.tencent.sdk-app-id", "1400001234")
                .with("dlr.tencent.app-key", "c")
                .with("dlr.tencent.statistics.enabled", "true")
                .with("dlr.sink.http.enabled", "true")
                .with("dlr.sink.http.url", "http://receiver.example/")
                .start()) {
      hub.push("", UCloudPushes.delivered("s", "18512345678"));
      Http.post(
          hub.url("/messages"),
          "[{\"provider\":\"ucloud\",\"messageId\":\"x\",\"sentAt\":\"2026-01-01T00:00:00Z\"},"
              + "{\"provider\":\"ucloud\",\"channel\":\"video\",\"messageId\":\"y\","
              + "\"sentAt\":\"2026-01-01T00:00:00Z\"}]");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(proxy.lines())
                      .anyMatch(line -> line.startsWith("POST http://ucloud.example/ "))
                      .anyMatch(line -> line.startsWith("POST http://tencent.example/v5/"))
                      .anyMatch(line -> line.startsWith("POST http://receiver.example/ ")));
      for (String action :
          new String[] {"PullUSMSReport", "GetUSMSSendReceipt", "GetISMSSendReceipt"}) {
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(end.requests())
                        .anyMatch(
                            request ->
                                new String(request.body()).contains("Action=" + action + "&")));
      }
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsInTheHealthWithAdviceAndTakesNoReadiness() {
    try (Receiver secure = Receiver.start(new Certificates(folder).server());
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .with("dlr.ucloud.endpoint", "https://localhost:" + secure.port() + "/")
                .with("dlr.ucloud.public-key", "a")
                .with("dlr.ucloud.private-key", "b")
                .with("dlr.ucloud.pull.enabled", "true")
                .start()) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(hub.manage("/observe/health?data=true").body())
                      .contains("dlr-providers", "ucloud.default.PullUSMSReport")
                      .contains(
                          "localhost:" + secure.port() + " is not trusted",
                          "dlr.http.trust-store"));
      assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(200);
      assertThat(secure.requests()).isEmpty();
    }
  }
}
