package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Batch;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelet in a host's context. */
class FileSinkTest {

  @TempDir Path folder;
  private final CamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:plain").to("kamelet:record-file-sink/plain?directory=RAW(" + folder + ")");
            from("direct:shaped")
                .to(
                    "kamelet:record-file-sink/shaped?prefix=rows-&suffix=.csv&header=id,status"
                        + "&pattern=yyyy-MM-dd'T'HH&directory=RAW("
                        + folder
                        + ")");
          }
        });
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void writesTheLinesOfABatchAsTheyAreStored() throws IOException {
    byte[] first = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] second = "{\"b\":\"ä\"}".getBytes(StandardCharsets.UTF_8);

    send("direct:plain", new Batch(new long[] {1, 2}, List.of(first, second)));

    assertThat(written("reports-")).isEqualTo("{\"a\":1}\n{\"b\":\"ä\"}\n");
  }

  @Test
  void writesRecordsAsTheirJson() throws IOException {
    send("direct:plain", Reports.delivered("S1", "18512345678"));
    send("direct:plain", List.of(Reports.delivered("S2", "18512345679")));

    assertThat(written("reports-").lines().map(String::getBytes).map(RecordJson::read))
        .containsExactly(
            Reports.delivered("S1", "18512345678"), Reports.delivered("S2", "18512345679"));
  }

  @Test
  void takesPrefixSuffixPatternAndHeader() throws IOException {
    send("direct:shaped", List.of("1,delivered", "2,failed"));

    assertThat(written("rows-")).isEqualTo("id,status\n1,delivered\n2,failed\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .singleElement()
          .asString()
          .matches("rows-\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.csv");
    }
  }

  @Test
  void refusesABodyThatIsNoRecord() {
    assertThatThrownBy(() -> send("direct:plain", 5))
        .hasRootCauseMessage("a sink takes records, text or bytes, not java.lang.Integer");
  }

  private void send(String uri, Object body) {
    try (var template = context.createProducerTemplate()) {
      template.sendBody(uri, body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String written(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith(prefix))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    }
  }
}
