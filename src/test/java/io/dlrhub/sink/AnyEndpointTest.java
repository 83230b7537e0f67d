package io.dlrhub.sink;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The route that the page about sinks shows is a sink like the shipped ones, whatever it ends in.
 */
class AnyEndpointTest {

  @TempDir Path folder;
  private final List<Record> arrived = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failures = new AtomicInteger(2);

  @Test
  void hasEveryReportOnceInOrderThoughItsEndpointFailsAtTimes() throws IOException {
    Files.writeString(folder.resolve("audit.yaml"), shown().replace("log:audit", "bean:far"));
    Processor far =
        exchange -> {
          Record record = exchange.getMessage().getBody(Record.class);
          if (arrived.size() == 7 && failures.getAndDecrement() > 0) {
            throw new IOException("away");
          }
          arrived.add(record);
        };
    try (SinkHost host =
        new SinkHost(folder).route(folder.resolve("audit.yaml").toString()).bind("far", far)) {
      host.start();
      host.append(Reports.numbers(0, 15));
      host.append(List.of(Reports.statistics(3, 50)));
      host.append(Reports.numbers(15, 20));
      await().atMost(LIMIT).until(() -> host.sink("audit").lag() == 0);
      assertThat(arrived).isEqualTo(Reports.numbers(0, 20));
      assertThat(failures).as("attempts that failed").hasValueLessThanOrEqualTo(0);
    }
  }

  private static String shown() throws IOException {
    String page = Files.readString(Path.of("docs/sinks.md"));
    int begin = page.indexOf("# routes/audit.yaml");
    return page.substring(begin, page.indexOf("```", begin));
  }
}
