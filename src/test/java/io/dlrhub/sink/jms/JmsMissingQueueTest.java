package io.dlrhub.sink.jms;

import static io.dlrhub.testing.Waiting.LIMIT;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody removes the queue while its address stays: a broker takes what is sent there and drops
 * it.
 */
class JmsMissingQueueTest {

  private static final String QUEUE = "reports";

  /** The client then gives the same object for a queue again. */
  private static final String CACHED = "?cacheDestinations=true";

  @TempDir Path folder;
  private ArtemisBroker broker;
  private SinkHost host;

  private void deliver(String flag, String options) throws Exception {
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
            .set("dlr.sink.jms.url", broker.url() + options);
    host.start();
    host.append(Reports.numbers(0, 10));
    awaitDelivered();
    assertThat(broker.drain(QUEUE)).hasSize(10);
  }

  private void deliverAndRemoveTheQueue(String flag, String options) throws Exception {
    deliver(flag, options);
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

  private void awaitThatItWaits() {
    await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> host.sink("jms").lag() == 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CACHED})
  void waitsUntilItIsThereAgain(String options) throws Exception {
    deliverAndRemoveTheQueue("-Dmade-by-operators=true", options);
    awaitThatItWaits();
    broker.make(QUEUE);
    awaitDelivered();
    assertTheRestIsThere();
  }

  /** A queue of that name which gets nothing of what is sent there. */
  @Test
  void waitsWhileOnlyAnotherAddressHasAQueueOfThatName() throws Exception {
    deliver("-Dmade-by-operators=true", "");
    broker.removeAddress(QUEUE);
    broker.make(QUEUE, "elsewhere");
    host.append(Reports.numbers(10, 20));
    awaitThatItWaits();
    broker.remove(QUEUE);
    broker.make(QUEUE);
    awaitDelivered();
    assertTheRestIsThere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CACHED})
  void hasTheBrokerMakeItAgainWhereThatMakesQueues(String options) throws Exception {
    deliverAndRemoveTheQueue("-Dmade-by-operators=false", options);
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
