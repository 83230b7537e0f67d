package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.ClassicBroker;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/recipes/jms-other-broker.yaml} with the shipped route, at a real other broker. */
class OtherBrokerRecipeTest {

  @TempDir Path folder;

  @Test
  void bringsEveryRecordInOrderThoughTheBrokerComesLater() throws JMSException {
    try (ClassicBroker broker = new ClassicBroker();
        SinkHost host = new SinkHost(folder)) {
      host.route("docs/recipes/jms-other-broker.yaml")
          .route("routes/sinks.yaml")
          .set("dlr.sink.file.enabled", "false")
          .set("dlr.sink.jms.enabled", "true")
          .set("dlr.sink.jms.connection-factory", "other-broker")
          .set("dlr.sink.jms.url", broker.url())
          .set("dlr.sink.jms.username", ClassicBroker.USERNAME)
          .set("dlr.sink.jms.password", ClassicBroker.PASSWORD)
          // Named, so that this one is not in the way.
          .bind("not-this-one", new ActiveMQConnectionFactory("tcp://127.0.0.1:1"))
          .start();
      host.append(Reports.numbers(0, 700));
      await().atMost(LIMIT).until(() -> failures(host) > 1);
      broker.start();
      await().atMost(LIMIT).until(() -> host.sink("jms").lag() == 0);

      List<Message> messages = broker.drain("delivery-reports");
      assertThat(records(messages)).isEqualTo(Reports.numbers(0, 700));
      Message first = messages.get(0);
      assertThat(first.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
      assertThat(first.getJMSCorrelationID()).isEqualTo("session-0");
      assertThat(first.getStringProperty("dlrId")).isEqualTo(Reports.number(0).id().toString());
      assertThat(first.getStringProperty("dlrStatus")).isEqualTo("delivered");
    }
  }

  private static int failures(SinkHost host) {
    return host.context().getComponent("ledger", LedgerComponent.class).feeds().stream()
        .mapToInt(feed -> feed.failures())
        .sum();
  }

  private static List<Record> records(List<Message> messages) throws JMSException {
    List<Record> records = new ArrayList<>();
    for (Message message : messages) {
      records.add(RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }
}
