package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.sink.Reports;
import io.dlrhub.testing.SettableClock;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/recipes/hourly-files.yaml} over a change of the hour. */
class HourlyRecipeTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock("2026-11-20T10:59:58Z");

  @Test
  void movesTheFileOfAnHourThatIsOverThoughNothingMoreComes() throws IOException {
    Path hourly = folder.resolve("hourly");
    Path ten = hourly.resolve("reports-2026-11-20T10.ndjson");
    Path finished = hourly.resolve("finished/reports-2026-11-20T10.ndjson");
    Path eleven = hourly.resolve("reports-2026-11-20T11.ndjson");
    try (SinkHost host = new SinkHost(folder)) {
      host.route("docs/recipes/hourly-files.yaml")
          .bind("clock", clock)
          .set("dlr.sink.hourly.directory", hourly)
          .start();
      deliver(host, Reports.delivered("S1", "18512345678"));
      assertThat(Files.readAllLines(ten)).singleElement().asString().contains("\"S1\"");
      assertThat(finished).doesNotExist();

      clock.set("2026-11-20T11:00:01Z");
      await().atMost(LIMIT).until(() -> Files.exists(finished));
      assertThat(ten).doesNotExist();
      assertThat(Files.readAllLines(finished)).singleElement().asString().contains("\"S1\"");

      deliver(host, Reports.delivered("S2", "18512345679"));
      assertThat(Files.readAllLines(eleven)).singleElement().asString().contains("\"S2\"");
      assertThat(Files.readAllLines(finished)).hasSize(1);
    }
  }

  private static void deliver(SinkHost host, DeliveryReport report) {
    host.append(List.of(report));
    await().atMost(LIMIT).until(() -> host.sink("hourly").lag() == 0);
  }
}
