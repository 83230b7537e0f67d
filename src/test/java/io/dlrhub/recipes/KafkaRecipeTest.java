package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.KafkaBroker;
import io.dlrhub.testing.SinkHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/recipes/kafka.yaml} against a real broker. */
class KafkaRecipeTest {

  @TempDir Path folder;

  @Test
  void bringsEveryRecordInOrderThoughTheBrokerIsKilled() {
    try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka")).start();
        SinkHost host = new SinkHost(folder)) {
      host.route("docs/recipes/kafka.yaml").set("dlr.sink.kafka.brokers", broker.address()).start();
      host.append(Reports.numbers(0, 100));
      await().atMost(LIMIT).until(() -> host.sink("kafka").lag() < 50);
      broker.kill();
      host.append(Reports.numbers(100, 150));
      broker.start();
      await().atMost(LIMIT).until(() -> host.sink("kafka").lag() == 0);

      List<ConsumerRecord<String, String>> records = broker.read("delivery-reports");
      assertThat(
              records.stream()
                  .map(r -> RecordJson.read(r.value().getBytes(StandardCharsets.UTF_8)))
                  .distinct())
          .isEqualTo(Reports.numbers(0, 150));
      assertThat(records.get(0).key()).isEqualTo("session-0");
      assertThat(records.get(0).headers().lastHeader("dlrId").value())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(Reports.number(0).id().toString());
    }
  }
}
