package io.dlrhub.sink.shape;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import java.net.URI;
import java.time.ZoneOffset;

/**
 * A record as a CloudEvent 1.0 in the JSON event format, by the official SDK; the options are those
 * of Kamelet {@code record-cloudevent-action}.
 */
public final class CloudEventShape extends Shape {

  private final JsonFormat format = new JsonFormat();
  private String source = "/dlr-hub";
  private String typePrefix = "io.dlrhub.";

  @Override
  byte[] line(Record record, byte[] json) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(record.id().toString())
            .withSource(URI.create(source + "/" + record.provider() + "/" + record.account()))
            .withType(typePrefix + record.type())
            .withTime(record.receivedAt().atOffset(ZoneOffset.UTC))
            .withData("application/json", json);
    if (record instanceof DeliveryReport report) {
      event.withSubject(report.messageId());
    }
    return format.serialize(event.build());
  }

  /**
   * What the events' source begins with; provider and account are added. Default {@code /dlr-hub}.
   */
  public void setSource(String value) {
    source = value;
  }

  /** What is put before the record's type. Default {@code io.dlrhub.}. */
  public void setTypePrefix(String value) {
    typePrefix = value;
  }
}
