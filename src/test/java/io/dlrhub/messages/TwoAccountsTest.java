package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.UCloudAccount;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Asked;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second account is a copied route with keys of its own, as docs/configuration.md says. */
class TwoAccountsTest {

  private static final UCloudAccount.Keys SHOP2 =
      new UCloudAccount.Keys("shop2+key==", "1f2e3d4c5b6a", "org-shop2");

  @TempDir private Path folder;

  @Test
  void eachMessageIsAskedForWithTheKeysOfItsOwnAccountOnly() throws Exception {
    copyRoutes();
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      UCloudAccount shop1 = ucloud.account();
      UCloudAccount shop2 = ucloud.addAccount(SHOP2);
      Asked askedOfShop1 = new Asked(Clock.systemUTC());
      Asked askedOfShop2 = new Asked(Clock.systemUTC());
      send(shop1.watch(askedOfShop1), "one", SimulatedVerdict.DELIVERED);
      send(shop2.watch(askedOfShop2), "two", SimulatedVerdict.DELIVERED);
      // Nobody says that two accounts never have the same number.
      send(shop1, "both", SimulatedVerdict.DELIVERED);
      send(shop2, "both", SimulatedVerdict.UNKNOWN);
      try (HubUnderTest hub = hub(ucloud)) {
        track(hub, "default", "one", "both");
        track(hub, "shop2", "two", "both");
        await()
            .atMost(LIMIT)
            .until(() -> askedOfShop2.ids().size() == 2 && written(hub).size() == 4);

        assertThat(askedOfShop1.ids()).containsExactlyInAnyOrder("one", "both");
        assertThat(askedOfShop2.ids()).containsExactlyInAnyOrder("two", "both");
        assertThat(written(hub))
            .containsExactlyInAnyOrder(
                "default one delivered",
                "shop2 two delivered",
                "default both delivered",
                "shop2 both hub:no-report");
      }
    }
  }

  @Test
  void theSecondAccountHasAPathATokenAndAPullOfItsOwn() throws Exception {
    copyRoutes();
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
      ucloud.addAccount(SHOP2).reports(20);
      try (HubUnderTest hub = settings(ucloud).with("dlr.shop2.pull.enabled", "true").start()) {
        String push =
            """
            {"MsgType":2,"Data":[{"SessionNo":"pushed","Phone":"18512345678","CostCount":1,\
            "ReceiptTime":1563867000,"ReceiptResult":"发送成功","ReceiptCode":"Delivrd",\
            "ReceiptDesc":"ok"}]}
            """;
        String url = hub.url("/shop2/reports?token=");
        assertThat(Http.post(url + "wrong", push).statusCode()).isEqualTo(401);
        assertThat(Http.post(url + "second-secret", push).statusCode()).isEqualTo(200);

        await().atMost(LIMIT).until(() -> written(hub).size() == 21);
        assertThat(written(hub))
            .allMatch(line -> line.startsWith("shop2 "))
            .contains("shop2 pushed delivered");
      }
    }
  }

  /** The shipped routes, and the recipe for the account {@code shop2} as it is. */
  private void copyRoutes() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
      for (Path file : shipped.toList()) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
    Files.copy(Path.of("docs/recipes/second-ucloud-account.yaml"), routes.resolve("shop2.yaml"));
  }

  private HubUnderTest hub(UCloudSimulator ucloud) {
    return settings(ucloud).start();
  }

  private HubUnderTest.Settings settings(UCloudSimulator ucloud) {
    UCloudAccount shop1 = ucloud.account();
    return HubUnderTest.in(folder)
        .with("dlr.ucloud.query.enabled", "true")
        .with("dlr.query.schedule", "500ms,2s")
        .with("dlr.ucloud.endpoint", ucloud.endpoint())
        .with("dlr.ucloud.public-key", shop1.publicKey())
        .with("dlr.ucloud.private-key", shop1.privateKey())
        .with("dlr.ucloud.project-id", shop1.projectId())
        .with("dlr.shop2.push.token", "second-secret")
        .with("dlr.shop2.query.enabled", "true")
        .with("dlr.shop2.pull.period", "100ms")
        .with("dlr.shop2.public-key", SHOP2.publicKey())
        .with("dlr.shop2.private-key", SHOP2.privateKey())
        .with("dlr.shop2.project-id", SHOP2.projectId());
  }

  private static void send(UCloudAccount account, String id, SimulatedVerdict verdict) {
    SimulatedMessage message =
        new SimulatedMessage(
            id, false, List.of("18512345678"), null, Language.CHINESE, 1, Instant.now());
    account.report(message, "18512345678", verdict);
  }

  private static void track(HubUnderTest hub, String account, String... ids) {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append(
          """
          {"provider":"ucloud","account":"%s","messageId":"%s","phones":["18512345678"]}
          """
              .formatted(account, id));
    }
    assertThat(Http.post(hub.url("/messages"), lines.toString()).body())
        .isEqualTo("{\"tracked\":2,\"new\":2}");
  }

  private static List<String> written(HubUnderTest hub) {
    return hub.fileRecords().stream()
        .map(DeliveryReport.class::cast)
        .map(
            report ->
                report.account()
                    + " "
                    + report.messageId()
                    + " "
                    + (report.code() != null && report.code().startsWith("hub:")
                        ? report.code()
                        : report.status().wireName()))
        .toList();
  }
}
