package io.dlrhub.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What tells one record from another, read from its JSON without the rest.
 *
 * @param id its identity, 32 hex digits
 * @param type {@code delivery-report} or {@code delivery-statistics}
 * @param provider who it comes from
 * @param messageId the message it is about; null for statistics
 * @param status of the message, as JSON has it; null for statistics
 */
public record RecordHead(String id, String type, String provider, String messageId, String status) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** That of a record. */
  public static RecordHead of(Record record) {
    DeliveryReport report = record instanceof DeliveryReport one ? one : null;
    return new RecordHead(
        record.id().toString(),
        record.type(),
        record.provider(),
        report == null ? null : report.messageId(),
        report == null ? null : report.status().wireName());
  }

  /**
   * That of a record in JSON. As records are written, it ends reading after a third of it.
   *
   * @throws IllegalArgumentException if it is not a record
   */
  public static RecordHead read(byte[] line) {
    return read(line, 0, line.length);
  }

  /** The same of a line within others. */
  public static RecordHead read(byte[] lines, int offset, int length) {
    String id = null;
    String type = null;
    String provider = null;
    String messageId = null;
    String status = null;
    try (JsonParser json = FACTORY.createParser(lines, offset, length)) {
      boolean complete = json.nextToken() != JsonToken.START_OBJECT;
      while (!complete && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "id" -> id = json.getText();
          case "type" -> type = json.getText();
          case "provider" -> provider = json.getText();
          case "messageId" -> messageId = json.getText();
          case "status" -> status = json.getText();
          default -> json.skipChildren();
        }
        complete =
            id != null
                && provider != null
                && (DeliveryStatistics.TYPE.equals(type)
                    || (type != null && messageId != null && status != null));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a record: " + e.getMessage(), e);
    }
    if (id == null || type == null || provider == null) {
      throw new IllegalArgumentException("not a record: no id, type or provider");
    }
    return new RecordHead(id, type, provider, messageId, status);
  }
}
