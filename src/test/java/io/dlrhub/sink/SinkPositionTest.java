package io.dlrhub.sink;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.SinkHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a sink begins, what it has again and how fast, with the shipped routes. */
class SinkPositionTest {

  @TempDir Path folder;
  private Receiver receiver;
  private SinkHost host;

  @BeforeEach
  void startReceiver() {
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    host.close();
    receiver.close();
  }

  /** The file sink, and the HTTP sink when it is wanted. */
  private SinkHost host(boolean http) {
    host =
        new SinkHost(folder)
            .route("routes/sinks.yaml")
            .set("dlr.sink.file.directory", folder.resolve("reports"))
            .set("dlr.sink.http.enabled", http);
    return http ? host.set("dlr.sink.http.url", receiver.url()) : host;
  }

  private void awaitDelivered(String sink) {
    await().atMost(LIMIT).until(() -> host.sink(sink).lag() == 0);
  }

  private void beforeTheHttpSink() {
    host(false).start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered("file");
    host.close();
  }

  @Test
  void aNewSinkStartsNowUnlessToldOtherwise() {
    beforeTheHttpSink();
    host(true).start();
    host.append(Reports.numbers(100, 110));
    awaitDelivered("http");
    assertThat(receiver.received()).isEqualTo(Reports.numbers(100, 110));
  }

  @Test
  void aNewSinkMayStartAtTheBeginning() {
    beforeTheHttpSink();
    host(true).set("dlr.sink.http.start", "beginning").start();
    host.append(Reports.numbers(100, 110));
    awaitDelivered("http");
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 110));
  }

  @Test
  void aSinkKnownToTheLedgerGoesOnWhereItWasWhateverItsStart() {
    host(true).start();
    host.append(Reports.numbers(0, 10));
    awaitDelivered("http");
    host.close();
    host(false).start();
    host.append(Reports.numbers(10, 20));
    awaitDelivered("file");
    host.close();
    host(true).set("dlr.sink.http.start", "beginning").start();
    awaitDelivered("http");
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 20));
  }

  @Test
  void aSinkKeepsToItsPaceAndItsReplayToo() {
    host(true).set("dlr.sink.http.max-per-second", 50).start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered("http");
    assertThat(seconds(receiver.requests())).isGreaterThan(0.9);
    int before = receiver.requests().size();
    replay("http", null);
    assertThat(receiver.received()).hasSize(200);
    List<Receiver.Request> requests = receiver.requests();
    assertThat(seconds(requests.subList(before, requests.size()))).isGreaterThan(0.9);
  }

  @Test
  void aReplayMayHaveAPaceOfItsOwn() {
    host(true).start();
    host.append(Reports.numbers(0, 100));
    awaitDelivered("http");
    int before = receiver.requests().size();
    replay("http", 50);
    List<Receiver.Request> requests = receiver.requests();
    assertThat(requests.subList(before, requests.size()))
        .allSatisfy(request -> assertThat(request.records()).hasSizeLessThanOrEqualTo(50));
    assertThat(seconds(requests.subList(before, requests.size()))).isGreaterThan(0.9);
  }

  private static double seconds(List<Receiver.Request> requests) {
    return (requests.get(requests.size() - 1).at() - requests.get(0).at()) / 1e9;
  }

  @Test
  void aReplayIsWrittenBelowWhatIsInTheFileAlready() {
    host(false).start();
    host.append(Reports.numbers(0, 50));
    awaitDelivered("file");
    replay("file", null);
    host.append(Reports.numbers(50, 60));
    awaitDelivered("file");
    List<Record> expected = new ArrayList<>(Reports.numbers(0, 50));
    expected.addAll(Reports.numbers(0, 60));
    assertThat(written()).isEqualTo(expected);
  }

  private void replay(String sink, Integer pace) {
    host.ledger().replays().start(new ReplayOptions(sink, Instant.EPOCH, null, null, null, pace));
    Replay over =
        await()
            .atMost(LIMIT)
            .until(() -> host.ledger().replays().of(sink).orElseThrow(), one -> !one.running());
    assertThat(over.progress().refused()).isZero();
  }

  private List<Record> written() {
    List<Record> records = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.resolve("reports"), "*.ndjson")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          records.add(RecordJson.read(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
