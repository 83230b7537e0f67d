package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Asked;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Video messages, whose reports come by query only, through the shipped routes. */
class VideoQueryTest {

  private static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");
  private static final String ONE = "18512345601";
  private static final String TWO = "18512345602";

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(SENT.toString());
  private final Asked asked = new Asked(clock);

  @Test
  void takesWhatIsThereQuarantinesWhatIsUnusableAndAsksForTheRest() {
    SimulatedMessage video =
        new SimulatedMessage("v", true, List.of(ONE, TWO), null, Language.CHINESE, 1, SENT);
    try (UCloudSimulator ucloud = UCloudSimulator.builder().clock(clock).start();
        HubUnderTest hub = hub(ucloud)) {
      ucloud.account().watch(asked).report(video, ONE, SimulatedVerdict.DELIVERED);
      track(hub, "v", SENT, List.of(ONE, TWO));
      track(hub, "nobody", SENT, List.of());

      ucloud.faults().next("GetISMSSendReceipt", Fault.STRINGS_IN_RECEIPT_SET);
      step(hub, Duration.ofMinutes(5));
      assertThat(hub.fileLines()).as("the sample's texts in place of receipts").isEmpty();
      assertThat(hub.manage("/observe/metrics").body())
          .containsPattern(
              "dlr_quarantined_total\\{[^}]*source=\"ucloud-video-query\"[^}]*} 1[.]0");

      ucloud
          .faults()
          .next(
              "GetISMSSendReceipt",
              Fault.PENDING_LISTED,
              Fault.UNKNOWN_ID_LISTED,
              Fault.TIME_AS_STRING);
      step(hub, Duration.ofMinutes(10));
      await().atMost(LIMIT).until(() -> written(hub).equals(List.of("v " + ONE + " delivered")));

      ucloud.account().report(video, TWO, SimulatedVerdict.DELIVERED);
      ucloud.faults().next("GetISMSSendReceipt", Fault.TIME_ZERO, Fault.LOWER_CASE_RESULT);
      step(hub, Duration.ofMinutes(30));
      await().atMost(LIMIT).until(() -> written(hub).size() == 2);
      assertThat(written(hub)).last().isEqualTo("v " + TWO + " delivered");

      step(hub, Duration.ofHours(1));
      assertThat(asked.times("v")).as("until both phones were reported").hasSize(3);
      assertThat(asked.times("nobody")).hasSize(4);
    }
  }

  /** Asks for what is due then; returns when the answer is worked off, as the next is asked for. */
  private void step(HubUnderTest hub, Duration sinceSending) {
    int before = asked.times("nobody").size();
    Instant time = SENT.plus(sinceSending);
    clock.set(time.toString());
    await().atMost(LIMIT).until(() -> asked.times("nobody").size() > before);
    String next = "after-" + sinceSending;
    track(hub, next, time.plusSeconds(1).minus(Duration.ofMinutes(5)), List.of());
    clock.advance(Duration.ofSeconds(1));
    await().atMost(LIMIT).until(() -> !asked.times(next).isEmpty());
  }

  private HubUnderTest hub(UCloudSimulator ucloud) {
    return HubUnderTest.in(folder)
        .clock(clock)
        .with("dlr.ucloud.video-query.enabled", "true")
        .with("dlr.ucloud.region", "cn-zj")
        .with("dlr.ucloud.zone", "cn-zj-01")
        .asking(ucloud)
        .start();
  }

  private static void track(HubUnderTest hub, String id, Instant sentAt, List<String> phones) {
    String line =
        """
        {"provider":"ucloud","channel":"video","messageId":"%s","phones":%s,"sentAt":"%s"}"""
            .formatted(id, phones, sentAt);
    assertThat(Http.post(hub.url("/messages"), line).body()).isEqualTo("{\"tracked\":1,\"new\":1}");
  }

  private static List<String> written(HubUnderTest hub) {
    return hub.fileRecords().stream()
        .map(DeliveryReport.class::cast)
        .peek(report -> assertThat(report.channel()).isEqualTo(Channel.VIDEO))
        .map(r -> r.messageId() + " " + r.phone() + " " + r.status().wireName())
        .toList();
  }
}
