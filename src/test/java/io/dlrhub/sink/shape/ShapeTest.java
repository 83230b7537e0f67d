package io.dlrhub.sink.shape;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Lines;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that a step cannot shape is refused and keeps no other waiting. */
class ShapeTest {

  @TempDir Path folder;

  /** Cannot shape messages 3 and 7. */
  private static final class Picky extends Shape {
    @Override
    byte[] line(Record record, byte[] json) {
      if (((DeliveryReport) record).messageId().matches("session-[37]")) {
        throw new IllegalStateException("no form for it");
      }
      return json;
    }
  }

  @Test
  void saysWhichRecordsItCannotShape() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      DefaultExchange exchange = new DefaultExchange(context);
      exchange.getMessage().setBody(Reports.numbers(0, 10));
      RecordRefused refused =
          catchThrowableOfType(RecordRefused.class, () -> new Picky().process(exchange));
      assertThat(refused.indexes()).containsExactly(3, 7);
      assertThat(refused).hasMessageContaining("no form for it");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void theRestGoesOnInOrder(int batchSize) throws IOException {
    Path route = Files.writeString(folder.resolve("picky.yaml"), route(batchSize));
    List<Record> arrived = new CopyOnWriteArrayList<>();
    Processor far =
        exchange ->
            Lines.of(exchange.getMessage().getBody())
                .forEach(line -> arrived.add(RecordJson.read(line)));
    try (SinkHost host = new SinkHost(folder).route(route.toString())) {
      host.bind("picky", new Picky()).bind("far", far).start();
      host.append(Reports.numbers(0, 20));
      await().atMost(LIMIT).until(() -> host.sink("picky").lag() == 0);

      List<Record> others = new ArrayList<>(Reports.numbers(0, 20));
      others.removeAll(List.of(Reports.number(3), Reports.number(7)));
      assertThat(arrived).isEqualTo(others);
      assertThat(host.ledger().deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 10))
          .extracting(dead -> RecordJson.read(dead.line()))
          .containsExactlyInAnyOrder(Reports.number(3), Reports.number(7));
    }
  }

  private static String route(int batchSize) {
    return """
        - route:
            id: picky-sink
            errorHandler: {noErrorHandler: {}}
            from:
              uri: ledger:feed/picky
              parameters: {records: reports, batchSize: %d}
              steps:
                - process: {ref: picky}
                - process: {ref: far}
        """
        .formatted(batchSize);
  }
}
