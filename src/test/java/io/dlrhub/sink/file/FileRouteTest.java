package io.dlrhub.sink.file;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route, from the ledger to the disk. */
class FileRouteTest {

  @TempDir Path folder;

  private SinkHost host() {
    return new SinkHost(folder)
        .route("routes/sinks.yaml")
        .set("dlr.sink.file.directory", folder.resolve("re ports"));
  }

  @Test
  void writesWhatIsAppendedInOrder() {
    try (SinkHost host = host().start()) {
      host.append(Reports.numbers(0, 5000));
      host.append(List.of(Reports.statistics(1, 80)));
      awaitDelivered(host);

      List<Record> written = written();
      assertThat(written.subList(0, 5000)).isEqualTo(Reports.numbers(0, 5000));
      assertThat(written.get(5000)).isInstanceOf(DeliveryStatistics.class);
    }
  }

  @Test
  void goesOnWhereItStoodAfterARestartAndATornTail() throws IOException {
    try (SinkHost host = host().start()) {
      host.append(Reports.numbers(0, 10));
      awaitDelivered(host);
    }
    Files.writeString(files().get(0), "{\"torn\":", StandardOpenOption.APPEND);

    try (SinkHost host = host().start()) {
      assertThat(written()).hasSize(10);
      host.append(Reports.numbers(10, 20));
      awaitDelivered(host);
    }

    assertThat(written()).isEqualTo(Reports.numbers(0, 20));
  }

  @Test
  void catchesUpWhenTheDirectoryCanBeUsedAgain() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("re ports"), "");
    try (SinkHost host = host().start()) {
      host.append(Reports.numbers(0, 10));
      await()
          .during(Duration.ofMillis(300))
          .atMost(LIMIT)
          .until(() -> host.sink("file").lag() == 10);
      Files.delete(inTheWay);
      awaitDelivered(host);
    }
    assertThat(written()).isEqualTo(Reports.numbers(0, 10));
  }

  @Test
  void writesOnlyTheKindOfRecordThatIsWanted() {
    try (SinkHost host = host().set("dlr.sink.file.records", "reports").start()) {
      host.append(List.of(Reports.statistics(1, 80)));
      host.append(Reports.numbers(0, 3));
      awaitDelivered(host);
    }
    assertThat(written()).hasSize(3).allMatch(DeliveryReport.class::isInstance);
  }

  @Test
  void isNotThereWhenItIsSwitchedOff() {
    try (SinkHost host = host().set("dlr.sink.file.enabled", "false").start()) {
      assertThat(host.context().getRoutes()).isEmpty();
      assertThat(host.ledger().sinks()).isEmpty();
    }
    assertThat(folder.resolve("re ports")).doesNotExist();
  }

  private static void awaitDelivered(SinkHost host) {
    await().atMost(LIMIT).until(() -> host.sink("file").lag() == 0);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder.resolve("re ports"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Record> written() {
    return files().stream()
        .flatMap(
            file -> {
              try {
                return Files.readString(file).lines();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .map(line -> RecordJson.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
