package io.dlrhub.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Records as JSON on one line, field by field as the published schema has them, and back. */
public final class RecordJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();
  private static final byte[] RAW = ",\"raw\":".getBytes(StandardCharsets.US_ASCII);

  private RecordJson() {}

  /** The record as one line of UTF-8 JSON, without a line end. */
  public static byte[] write(Record record) {
    try (ByteArrayBuilder out = new ByteArrayBuilder(768)) {
      try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
        json.writeStartObject();
        if (record instanceof DeliveryReport report) {
          writeReport(json, report);
        } else if (record instanceof DeliveryStatistics statistics) {
          writeStatistics(json, statistics);
        }
      }
      out.write(RAW);
      out.write(record.raw().utf8());
      out.write('}');
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not a record
   */
  public static Record read(byte[] line) {
    return read(line, 0, line.length);
  }

  /**
   * Reads one line within a larger array.
   *
   * @throws IllegalArgumentException if it is not a record
   */
  public static Record read(byte[] bytes, int offset, int length) {
    try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
      return new Fields(json, bytes, offset).toRecord();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a record: " + e.getMessage(), e);
    }
  }

  /** A JSON text, with its quotes. */
  static String text(byte[] bytes, int offset, int length) {
    try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
      json.nextToken();
      return json.getText();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a record: " + e.getMessage(), e);
    }
  }

  private static void writeReport(JsonGenerator json, DeliveryReport report) throws IOException {
    json.writeStringField("id", report.id().toString());
    json.writeStringField("type", DeliveryReport.TYPE);
    json.writeStringField("provider", report.provider());
    json.writeStringField("account", report.account());
    json.writeStringField("channel", report.channel().wireName());
    json.writeStringField("messageId", report.messageId());
    json.writeStringField("partId", report.partId());
    json.writeStringField("phone", report.phone());
    json.writeStringField("phoneE164", report.phoneE164());
    json.writeStringField("status", report.status().wireName());
    FailureReason reason = report.failureReason();
    json.writeStringField("failureReason", reason == null ? null : reason.wireName());
    json.writeStringField("providerStatus", report.providerStatus());
    json.writeStringField("code", report.code());
    json.writeStringField("description", report.description());
    if (report.segments() == null) {
      json.writeNullField("segments");
    } else {
      json.writeNumberField("segments", report.segments());
    }
    Instant reportedAt = report.reportedAt();
    json.writeStringField("reportedAt", reportedAt == null ? null : Timestamps.text(reportedAt));
    json.writeStringField("receivedAt", Timestamps.text(report.receivedAt()));
    json.writeStringField("reference", report.reference());
    json.writeStringField("origin", report.origin().wireName());
  }

  private static void writeStatistics(JsonGenerator json, DeliveryStatistics statistics)
      throws IOException {
    json.writeStringField("id", statistics.id().toString());
    json.writeStringField("type", DeliveryStatistics.TYPE);
    json.writeStringField("provider", statistics.provider());
    json.writeStringField("account", statistics.account());
    json.writeStringField("windowStart", Timestamps.text(statistics.windowStart()));
    json.writeStringField("windowEnd", Timestamps.text(statistics.windowEnd()));
    json.writeNumberField("submitted", statistics.submitted());
    json.writeNumberField("reported", statistics.reported());
    json.writeNumberField("delivered", statistics.delivered());
    json.writeNumberField("failed", statistics.failed());
    json.writeObjectFieldStart("failures");
    for (FailureReason reason : DeliveryStatistics.REASONS) {
      json.writeNumberField(reason.wireName(), statistics.failures().get(reason));
    }
    json.writeEndObject();
    json.writeNumberField("revision", statistics.revision());
    json.writeStringField("receivedAt", Timestamps.text(statistics.receivedAt()));
  }

  /** The fields of one record, in whatever order they come. */
  private static final class Fields {
    private final JsonParser json;
    private final byte[] bytes;
    private final int offset;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
    private RawJson raw = RawJson.EMPTY_OBJECT;

    Fields(JsonParser json, byte[] bytes, int offset) {
      this.json = json;
      this.bytes = bytes;
      this.offset = offset;
    }

    Record toRecord() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a record: not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "raw" -> readRaw();
          case "failures" -> readFailures();
          default -> texts.put(name, value == JsonToken.VALUE_NULL ? null : json.getText());
        }
      }
      return DeliveryStatistics.TYPE.equals(texts.get("type")) ? toStatistics() : toReport();
    }

    private void readRaw() throws IOException {
      int start = (int) json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      int end = (int) json.currentLocation().getByteOffset();
      raw = RawJson.of(Arrays.copyOfRange(bytes, offset + start, offset + end));
    }

    private void readFailures() throws IOException {
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        failures.put(FailureReason.of(name), json.nextLongValue(0));
      }
    }

    private DeliveryReport toReport() {
      return DeliveryReport.builder()
          .id(RecordId.parse(text("id")))
          .provider(text("provider"))
          .account(text("account"))
          .channel(Channel.of(text("channel")))
          .messageId(text("messageId"))
          .partId(texts.get("partId"))
          .phone(texts.get("phone"))
          .phoneE164(texts.get("phoneE164"))
          .status(DeliveryStatus.of(text("status")))
          .failureReason(
              texts.get("failureReason") == null
                  ? null
                  : FailureReason.of(texts.get("failureReason")))
          .providerStatus(texts.get("providerStatus"))
          .code(texts.get("code"))
          .description(texts.get("description"))
          .segments(texts.get("segments") == null ? null : Integer.valueOf(texts.get("segments")))
          .reportedAt(
              texts.get("reportedAt") == null ? null : Instant.parse(texts.get("reportedAt")))
          .receivedAt(Instant.parse(text("receivedAt")))
          .reference(texts.get("reference"))
          .origin(Origin.of(text("origin")))
          .raw(raw)
          .build();
    }

    private DeliveryStatistics toStatistics() {
      return new DeliveryStatistics(
          RecordId.parse(text("id")),
          text("provider"),
          text("account"),
          Instant.parse(text("windowStart")),
          Instant.parse(text("windowEnd")),
          number("submitted"),
          number("reported"),
          number("delivered"),
          number("failed"),
          failures,
          (int) number("revision"),
          Instant.parse(text("receivedAt")),
          raw);
    }

    private long number(String name) {
      return Long.parseLong(text(name));
    }

    private String text(String name) {
      String value = texts.get(name);
      if (value == null) {
        throw new IllegalArgumentException("not a record: no " + name);
      }
      return value;
    }
  }
}
