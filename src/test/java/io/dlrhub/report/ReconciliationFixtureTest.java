package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the fixture of the reconciliation is what a ledger holds, and that its sums are right. */
class ReconciliationFixtureTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void holdsRecordsAsTheSchemaHasThem() throws IOException {
    JsonSchema schema;
    try (InputStream in =
        ReconciliationFixtureTest.class.getResourceAsStream("/schema/record.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
    for (String line : lines("records.ndjson")) {
      assertThat(schema.validate(JSON.readTree(line))).as(line).isEmpty();
      Record record = read(line);
      assertThat(new String(RecordJson.write(record), StandardCharsets.UTF_8)).isEqualTo(line);
      assertThat(record.id()).as(line).isEqualTo(identity(record));
    }
  }

  @Test
  void sumsWhatItHolds() throws IOException {
    Map<String, JsonNode> sent = new LinkedHashMap<>();
    for (String line : lines("tracked.ndjson")) {
      JsonNode message = JSON.readTree(line);
      sent.put(message.path("messageId").asText(), message);
    }
    Map<String, String> statusOfPhone = new LinkedHashMap<>();
    Map<String, Long> held = new LinkedHashMap<>();
    for (String line : lines("records.ndjson")) {
      if (read(line) instanceof DeliveryReport report && report.channel() == Channel.SMS) {
        JsonNode message = sent.get(report.messageId());
        String at =
            message == null ? report.reportedAt().toString() : message.path("sentAt").asText();
        String phone = report.account() + hour(at) + report.messageId() + report.phone();
        String before = statusOfPhone.put(phone, report.status().wireName());
        if (before != null) {
          held.merge(report.account() + hour(at) + before, -1L, Long::sum);
        }
        held.merge(report.account() + hour(at) + report.status().wireName(), 1L, Long::sum);
      }
    }
    for (JsonNode expected : JSON.readTree(text("expected.json"))) {
      String key = expected.path("account").asText() + expected.path("hour").asText();
      for (String status : List.of("delivered", "failed", "unknown")) {
        assertThat(held.getOrDefault(key + status, 0L))
            .as(key + " " + status)
            .isEqualTo(expected.path("held").path(status).asLong());
      }
    }
  }

  private static RecordId identity(Record record) {
    return record instanceof DeliveryReport report
        ? Identity.ofReport(report, report.status())
        : ((DeliveryStatistics) record).withRevision(((DeliveryStatistics) record).revision()).id();
  }

  private static String hour(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.HOURS).toString();
  }

  private static Record read(String line) {
    return RecordJson.read(line.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(String name) throws IOException {
    return new ArrayList<>(text(name).lines().toList());
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        ReconciliationFixtureTest.class.getResourceAsStream("/reconciliation/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
