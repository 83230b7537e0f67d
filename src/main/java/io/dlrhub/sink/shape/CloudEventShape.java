package io.dlrhub.sink.shape;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * A record as a CloudEvent 1.0 in the JSON event format, by the official SDK; the options are those
 * of Kamelet {@code record-cloudevent-action}.
 */
public final class CloudEventShape extends Shape {

  /** What a segment of a path may hold as it is, besides letters and digits (RFC 3986). */
  private static final String PATH = "-._~!$&'()*+,;=:@";

  private final JsonFormat format = new JsonFormat();
  private String source = "/dlr-hub";
  private String typePrefix = "io.dlrhub.";

  @Override
  byte[] line(Record record, byte[] json) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(record.id().toString())
            .withSource(source(record))
            .withType(typePrefix + record.type())
            .withTime(record.receivedAt().atOffset(ZoneOffset.UTC))
            .withData("application/json", json);
    if (record instanceof DeliveryReport report) {
      event.withSubject(report.messageId());
    }
    return format.serialize(event.build());
  }

  private URI source(Record record) {
    return URI.create(source + "/" + segment(record.provider()) + "/" + segment(record.account()));
  }

  /** An account may have any name: {@code my shop} becomes {@code my%20shop}. */
  private static String segment(String name) {
    StringBuilder segment = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || PATH.indexOf(c) >= 0) {
        segment.append(c);
      } else {
        segment.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return segment.toString();
  }

  /**
   * What the events' source begins with; provider and account are added, percent-encoded. Default
   * {@code /dlr-hub}.
   *
   * @throws IllegalArgumentException if no URI can begin so
   */
  public void setSource(String value) {
    URI.create(value + "/provider/account");
    source = value;
  }

  /** What is put before the record's type. Default {@code io.dlrhub.}. */
  public void setTypePrefix(String value) {
    typePrefix = value;
  }
}
