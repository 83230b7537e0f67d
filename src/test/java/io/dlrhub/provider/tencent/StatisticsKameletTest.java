package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryStatistics;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kamelet in a host's Camel context, over real HTTP on loopback. */
class StatisticsKameletTest {

  private final HandClock clock = new HandClock("2026-11-20T02:20:00Z");
  private TencentServer server;
  private StatisticsHost host;

  @BeforeEach
  void start() throws IOException {
    server = new TencentServer();
    host = new StatisticsHost(server, clock);
  }

  @AfterEach
  void stop() {
    host.close();
    server.close();
  }

  @Test
  void asksForEveryHourThatIsOverBackToTheLookbackNewestFirst() {
    host.option("lookback", "5h").start();
    host.await(() -> host.records().size() == 5);
    assertThat(server.hours())
        .containsExactly(2026112009L, 2026112008L, 2026112007L, 2026112006L, 2026112005L);
    DeliveryStatistics first = (DeliveryStatistics) host.records().get(0);
    assertThat(first.windowStart()).isEqualTo(Instant.parse("2026-11-20T01:00:00Z"));
    assertThat(first.windowEnd()).isEqualTo(Instant.parse("2026-11-20T02:00:00Z"));
  }
}
