package io.dlrhub.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.RecordJson;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs no ledger: options and type converters. */
class LedgerOptionsAndConvertersTest {

  private final CamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void namesAWrongOption() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry(
                "ledger:feed/test?records=none", "records is 'none', accepted is all, reports"),
            Map.entry("ledger:feed/test?batchSize=0", "batchSize is '0'"),
            Map.entry("ledger:feed/test?batchsize=10", "the nearest known one is batchSize"),
            Map.entry(
                "ledger:feed/test?start=later", "start is 'later', accepted is now or beginning"),
            Map.entry(
                "ledger:append?timeout=soon",
                "timeout is 'soon', accepted is a duration such as 500ms"),
            Map.entry("ledger:append?timeout=0s", "timeout is '0s'"),
            Map.entry(
                "ledger:append?ledger=#bean:nobody",
                "ledger is '#bean:nobody', accepted is #bean:"),
            Map.entry(
                "ledger:append?batchSize=5",
                "option batchSize is not known; accepted are timeout, ledger"),
            Map.entry("ledger:append/name", "ledger:append/name is not known"),
            Map.entry(
                "ledger:apend",
                "accepted are ledger:append, ledger:feed/NAME, ledger:track and ledger:due"));
    wrong.forEach(
        (uri, message) ->
            assertThatThrownBy(() -> context.getEndpoint(uri)).hasStackTraceContaining(message));
  }

  @Test
  void convertsRecordsAndBatchesToJson() {
    byte[] line = RecordJson.write(Reports.number(1));
    Batch batch = new Batch(new long[] {1, 2}, List.of(line, line));
    String text = new String(line, StandardCharsets.UTF_8);
    String array = "[" + text + "," + text + "]";
    var converter = context.getTypeConverter();
    assertThat(converter.convertTo(String.class, batch)).isEqualTo(array);
    assertThat(converter.convertTo(byte[].class, batch)).asString().isEqualTo(array);
    assertThat(converter.convertTo(InputStream.class, batch)).hasContent(array);
    assertThat(converter.convertTo(InputStream.class, Reports.number(1))).hasContent(text);
    assertThat(converter.convertTo(String.class, Reports.statistics(1, 80))).contains("tencent");
  }
}
