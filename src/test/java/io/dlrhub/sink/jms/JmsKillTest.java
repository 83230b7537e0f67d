package io.dlrhub.sink.jms;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away at the start, and one that is killed under load. */
class JmsKillTest {

  @TempDir Path folder;
  private ArtemisBroker broker;
  private SinkHost host;

  @BeforeEach
  void makeHost() {
    broker = new ArtemisBroker(folder.resolve("broker"));
    host =
        new SinkHost(folder)
            .route("routes/sinks.yaml")
            .set("dlr.sink.file.directory", folder.resolve("reports"))
            .set("dlr.sink.jms.enabled", "true")
            .set("dlr.sink.jms.batch-size", 50)
            .set("dlr.sink.jms.url", broker.url());
  }

  @AfterEach
  void stop() {
    host.close();
    broker.close();
  }

  @Test
  void keepsNothingElseWaitingAndEndsUpInTheQueueOnce() {
    host.start();
    host.append(Reports.numbers(0, 1000));
    host.awaitDelivered("file");
    assertThat(host.sink("jms").lag()).isEqualTo(1000);
    broker.start();
    host.awaitDelivered("jms");

    for (int round = 0; round < 2; round++) {
      int first = 1000 + round * 4000;
      host.append(Reports.numbers(first, first + 4000));
      await().atMost(LIMIT).until(() -> host.sink("jms").lag() < 2500);
      broker.kill();
      broker.start();
    }
    host.awaitDelivered("jms");

    assertThat(broker.drain("delivery-reports").stream().map(JmsKillTest::record))
        .isEqualTo(Reports.numbers(0, 9000));
  }

  private static Record record(Message message) {
    try {
      return RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
