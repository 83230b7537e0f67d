package io.dlrhub.sink.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody removes the queue while its address stays: a broker takes what is sent there and drops
 * it.
 */
class JmsMissingQueueTest {

  private static final String QUEUE = "reports";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private ArtemisBroker broker;
  private SinkHost host;

  private void deliverAndRemoveTheQueue(String flag) throws Exception {
    broker =
        new ArtemisBroker(folder.resolve("broker"), "-Xmx256m", "-XX:TieredStopAtLevel=1", flag)
            .start();
    broker.make(QUEUE);
    host =
        new SinkHost(folder)
            .route("routes/sinks.yaml")
            .set("dlr.sink.file.enabled", "false")
            .set("dlr.sink.jms.enabled", "true")
            .set("dlr.sink.jms.destination", "queue:" + QUEUE)
            .set("dlr.sink.jms.url", broker.url());
    host.start();
    host.append(Reports.numbers(0, 10));
    awaitDelivered();
    assertThat(broker.drain(QUEUE)).hasSize(10);
    broker.remove(QUEUE);
    host.append(Reports.numbers(10, 20));
  }

  @AfterEach
  void stop() {
    host.close();
    broker.close();
  }

  private void awaitDelivered() {
    await().atMost(LIMIT).until(() -> host.sink("jms").lag() == 0);
  }

  @Test
  void waitsUntilItIsThereAgain() throws Exception {
    deliverAndRemoveTheQueue("-Dmade-by-operators=true");
    await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> host.sink("jms").lag() == 10);
    broker.make(QUEUE);
    awaitDelivered();
    assertTheRestIsThere();
  }

  @Test
  void hasTheBrokerMakeItAgainWhereThatMakesQueues() throws Exception {
    deliverAndRemoveTheQueue("-Dmade-by-operators=false");
    awaitDelivered();
    assertTheRestIsThere();
  }

  private void assertTheRestIsThere() {
    assertThat(broker.drain(QUEUE))
        .extracting(JmsMissingQueueTest::record)
        .isEqualTo(Reports.numbers(10, 20));
  }

  private static Object record(Message message) throws JMSException {
    return RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8));
  }
}
