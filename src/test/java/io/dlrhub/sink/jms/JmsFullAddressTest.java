package io.dlrhub.sink.jms;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose address takes so many bytes and refuses what comes then. */
class JmsFullAddressTest {

  private static final String QUEUE = "delivery-reports";

  @TempDir Path folder;
  private ArtemisBroker broker;
  private SinkHost host;

  @BeforeEach
  void start() {
    broker =
        new ArtemisBroker(
                folder.resolve("broker"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Daddress-full=FAIL",
                "-Daddress-bytes=100000")
            .start();
    host = SinkHost.withOnly("jms", folder).set("dlr.sink.jms.url", broker.url()).start();
  }

  @AfterEach
  void stop() {
    host.close();
    broker.close();
  }

  /** 200 records are more than it takes at once: they go in by parts, as fast as they are taken. */
  @Test
  void aBatchThatIsLargerThanTheAddressGoesInByParts() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      host.append(Reports.numbers(0, 200));
      List<Record> taken = new ArrayList<>();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                for (Message message : broker.drain(QUEUE)) {
                  taken.add(record(message));
                }
                return taken.size() >= 200;
              });
      host.awaitDelivered("jms");

      assertThat(taken).isEqualTo(Reports.numbers(0, 200));
      assertThat(host.sink("jms").deadLetters()).isZero();
      assertThat(log.text()).doesNotContain("\tat ");
    }
  }

  @Test
  void anAddressThatStaysFullIsALineAndNotAFlood() {
    try (CapturedLog log = new CapturedLog()) {
      host.append(Reports.numbers(0, 400));
      LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
      await().atMost(LIMIT).until(() -> component.feeds().iterator().next().failures() >= 4);

      assertThat(log.text().lines()).hasSizeLessThan(6);
      assertThat(log.text()).contains("Sink jms: delivery failed").doesNotContain("\tat ");
      assertThat(host.sink("jms").deadLetters()).isZero();
      assertThat(host.sink("jms").lag()).isBetween(1L, 399L);
    }
  }

  private static Record record(Message message) throws JMSException {
    return RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8));
  }
}
