package io.dlrhub.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Records as JSON on one line, field by field as the published schema has them, and back. */
public final class RecordJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ThreadLocal<JsonLine> LINE = ThreadLocal.withInitial(JsonLine::new);

  private static final byte[] ID = JsonLine.ascii("{\"id\":");
  private static final byte[] REPORT_TYPE = type(DeliveryReport.TYPE);
  private static final byte[] STATISTICS_TYPE = type(DeliveryStatistics.TYPE);
  private static final byte[] ACCOUNT = name("account");
  private static final byte[] CHANNEL = name("channel");
  private static final byte[] MESSAGE_ID = name("messageId");
  private static final byte[] PART_ID = name("partId");
  private static final byte[] PHONE = name("phone");
  private static final byte[] PHONE_E164 = name("phoneE164");
  private static final byte[] STATUS = name("status");
  private static final byte[] FAILURE_REASON = name("failureReason");
  private static final byte[] PROVIDER_STATUS = name("providerStatus");
  private static final byte[] CODE = name("code");
  private static final byte[] DESCRIPTION = name("description");
  private static final byte[] SEGMENTS = name("segments");
  private static final byte[] REPORTED_AT = name("reportedAt");
  private static final byte[] RECEIVED_AT = name("receivedAt");
  private static final byte[] REFERENCE = name("reference");
  private static final byte[] ORIGIN = name("origin");
  private static final byte[] RAW = name("raw");

  private RecordJson() {}

  /** A field's name with what stands around it. */
  private static byte[] name(String field) {
    return JsonLine.ascii(",\"" + field + "\":");
  }

  private static byte[] type(String type) {
    return JsonLine.ascii(",\"type\":\"" + type + "\",\"provider\":");
  }

  /** The record as one line of UTF-8 JSON, without a line end. */
  public static byte[] write(Record record) {
    JsonLine json = LINE.get().begin();
    if (record instanceof DeliveryReport report) {
      writeReport(json, report);
    } else if (record instanceof DeliveryStatistics statistics) {
      writeStatistics(json, statistics);
    }
    return json.raw(RAW).raw(record.raw().utf8()).sign('}').toBytes();
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

  private static void writeReport(JsonLine json, DeliveryReport report) {
    json.raw(ID).text(report.id().toString());
    json.raw(REPORT_TYPE).text(report.provider());
    json.raw(ACCOUNT).text(report.account());
    json.raw(CHANNEL).text(report.channel().wireName());
    json.raw(MESSAGE_ID).text(report.messageId());
    json.raw(PART_ID).text(report.partId());
    json.raw(PHONE).text(report.phone());
    json.raw(PHONE_E164).text(report.phoneE164());
    json.raw(STATUS).text(report.status().wireName());
    FailureReason reason = report.failureReason();
    json.raw(FAILURE_REASON).text(reason == null ? null : reason.wireName());
    json.raw(PROVIDER_STATUS).text(report.providerStatus());
    json.raw(CODE).text(report.code());
    json.raw(DESCRIPTION).text(report.description());
    json.raw(SEGMENTS);
    if (report.segments() == null) {
      json.text(null);
    } else {
      json.number(report.segments());
    }
    json.raw(REPORTED_AT);
    Timestamps.write(json, report.reportedAt());
    json.raw(RECEIVED_AT);
    Timestamps.write(json, report.receivedAt());
    json.raw(REFERENCE).text(report.reference());
    json.raw(ORIGIN).text(report.origin().wireName());
  }

  private static void writeStatistics(JsonLine json, DeliveryStatistics statistics) {
    json.raw(ID).text(statistics.id().toString());
    json.raw(STATISTICS_TYPE).text(statistics.provider());
    json.raw(ACCOUNT).text(statistics.account());
    json.raw(name("windowStart"));
    Timestamps.write(json, statistics.windowStart());
    json.raw(name("windowEnd"));
    Timestamps.write(json, statistics.windowEnd());
    json.raw(name("submitted")).number(statistics.submitted());
    json.raw(name("reported")).number(statistics.reported());
    json.raw(name("delivered")).number(statistics.delivered());
    json.raw(name("failed")).number(statistics.failed());
    json.raw(name("failures"));
    char before = '{';
    for (FailureReason reason : DeliveryStatistics.REASONS) {
      json.sign(before).text(reason.wireName()).sign(':');
      json.number(statistics.failures().get(reason));
      before = ',';
    }
    json.sign('}');
    json.raw(name("revision")).number(statistics.revision());
    json.raw(RECEIVED_AT);
    Timestamps.write(json, statistics.receivedAt());
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
