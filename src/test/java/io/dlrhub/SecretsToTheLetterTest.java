package io.dlrhub;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.simulator.TencentSimulator;
import io.dlrhub.simulator.UCloudAccount;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets that look like syntax of Camel's, each used to the letter by the shipped routes: as
 * token, private key, app key, webhook secret, bearer token, password and folder.
 */
class SecretsToTheLetterTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a)&b",
        "a{{b",
        "a}}b",
        "a\\b",
        "#bean:x",
        "#class:java.lang.String",
        "{{dlr.ucloud.account}}",
        "{{?x}}{{y:z}}",
        "RAW(x)&token=y)",
        "RAW{x}",
        "${body}'\"",
        "a%2Bb+c=d?e&f#g",
        "gate",
        "literal:YQ",
        "a b)&c"
      })
  void eachIsUsedAsItIs(String secret) throws Exception {
    UCloudAccount.Keys keys = new UCloudAccount.Keys("public", secret, "org-1");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().keys(keys).start();
        TencentSimulator tencent = TencentSimulator.builder().app("1400001234", secret).start();
        Receiver receiver = Receiver.start();
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .asking(ucloud)
                .with("dlr.ucloud.pull.enabled", "true")
                .with("dlr.ucloud.push.token", secret)
                .with("dlr.messages.token", secret)
                .with("dlr.tencent.statistics.enabled", "true")
                .with("dlr.tencent.endpoint", tencent.endpoint())
                .with("dlr.tencent.sdk-app-id", "1400001234")
                .with("dlr.tencent.app-key", secret)
                .with("dlr.sink.file.directory", folder.resolve(secret).toString())
                .with("dlr.sink.http.enabled", "true")
                .with("dlr.sink.http.start", "beginning")
                .with("dlr.sink.http.url", receiver.url())
                .with("dlr.sink.http.secret", secret)
                .with("dlr.sink.http.bearer-token", secret)
                .start()) {
      ucloud.account().reports(2);
      String query = "?token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
      String push = UCloudPushes.delivered("pushed", "18512345678");
      assertThat(hub.push(query, push).statusCode()).isEqualTo(200);
      assertThat(hub.push(query + "x", push).statusCode()).isEqualTo(401);
      String list = "{\"provider\":\"ucloud\",\"messageId\":\"m\"}";
      assertThat(Http.post(hub.url("/messages" + query), list).statusCode()).isEqualTo(202);

      await().atMost(LIMIT).until(() -> receiver.received().size() >= 3);
      Receiver.Request request = receiver.accepted().get(0);
      assertThat(request.header("webhook-signature")).isEqualTo("v1," + hmac(secret, request));
      assertThat(request.header("authorization")).isEqualTo("Bearer " + secret);
      assertThat(folder.resolve(secret)).isNotEmptyDirectory();
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  hub.metric(
                          "dlr_pulls_total{action=\"pullcallbackstatus\",outcome=\"ok\","
                              + "provider=\"tencent\"}")
                      > 0);
    }
  }

  /** A copied route with a key of its own, which is in no table. */
  @Test
  void aSecondAccountsTooInARouteOfOnesOwn() throws Exception {
    String secret = "#bean:p)&{{x}}\\ü";
    Files.createDirectory(folder.resolve("routes"));
    for (String name : List.of("sinks.yaml", "errors.yaml", "ucloud.yaml")) {
      String shipped = Files.readString(Path.of("routes", name));
      Files.writeString(
          folder.resolve("routes").resolve(name),
          shipped.replace("dlr.ucloud.private-key", "dlr.shop2.private-key"));
    }
    UCloudAccount.Keys keys = new UCloudAccount.Keys("public", secret, "org-1");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().keys(keys).start();
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .with("dlr.ucloud.pull.enabled", "true")
                .asking(ucloud)
                .with("dlr.shop2.private-key", secret)
                .start()) {
      ucloud.account().reports(3);
      await().atMost(LIMIT).until(() -> hub.fileLines().size() == 3);
    }
  }

  @Test
  void aBrokersPasswordToo() throws Exception {
    String secret = "#bean:p)&{{x}}\\ü";
    try (ArtemisBroker broker =
            new ArtemisBroker(folder.resolve("broker")).secured("hub", secret).start();
        HubUnderTest hub =
            HubUnderTest.in(folder)
                .with("dlr.sink.jms.enabled", "true")
                .with("dlr.sink.jms.start", "beginning")
                .with("dlr.sink.jms.url", broker.url())
                .with("dlr.sink.jms.username", "hub")
                .with("dlr.sink.jms.password", secret)
                .start()) {
      hub.push("", UCloudPushes.delivered("pushed", "18512345678"));
      // Counting looks for the queue, and would make it at the same time as the sink does.
      await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_delivered_total{sink=\"jms\"}") >= 1);
      assertThat(broker.count("delivery-reports")).isEqualTo(1);
    }
  }

  private static String hmac(String secret, Receiver.Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String head = request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".";
    mac.update(head.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder()
        .encodeToString(mac.doFinal(request.text().getBytes(StandardCharsets.UTF_8)));
  }
}
