package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Asked;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.SentMessages;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many messages of which no report was pushed; {@code ReconciliationBenchmark} has 100,000. */
class ManyMessagesTest {

  private static final int MESSAGES = 5000;
  private static final int MOST_A_CALL = 100;

  @TempDir private Path folder;

  @Test
  void areAskedForInAsFewCallsAsTheProviderAllows() {
    SettableClock clock = new SettableClock("2026-11-20T08:00:00Z");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().clock(clock).start();
        HubUnderTest hub = hub(ucloud, clock)) {
      Asked asked = new Asked(clock);
      ucloud.account().watch(asked);
      SentMessages sent = new SentMessages(ucloud.account(), clock);
      for (int i = 0; i < MESSAGES; i += 1000) {
        assertThat(Http.post(hub.url("/messages"), sent.list(1000)).body())
            .isEqualTo("{\"tracked\":1000,\"new\":1000}");
      }
      assertThat(asked.queries()).isZero();
      clock.advance(Duration.ofMinutes(5));
      await().atMost(LIMIT).until(() -> hub.ledger().tracked().complete() == MESSAGES);
      assertThat(asked.queries()).isEqualTo(MESSAGES / MOST_A_CALL);
      await().atMost(LIMIT).until(() -> hub.fileLines().size() == MESSAGES);
      assertThat(hub.fileRecords())
          .allSatisfy(r -> assertThat(((DeliveryReport) r).origin()).isEqualTo(Origin.QUERY));
    }
  }

  private HubUnderTest hub(UCloudSimulator ucloud, SettableClock clock) {
    return HubUnderTest.in(folder)
        .clock(clock)
        .with("dlr.ucloud.query.enabled", "true")
        .with("dlr.ucloud.query.max-per-second", "100")
        .asking(ucloud)
        .start();
  }
}
