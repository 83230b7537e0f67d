package io.dlrhub.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.report.Channel;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns one element of a list of sent messages into a {@link SentMessage} (contract, section 3).
 */
final class SentMessageFields {

  /** The one provider whose messages can be asked for by their id. */
  private static final String PROVIDER = "ucloud";

  private static final int LONGEST_ID = 256;

  private final Clock clock;

  SentMessageFields(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads one element.
   *
   * @throws BadMessage naming the index, the field and what is accepted
   */
  SentMessage read(JsonNode element, long index) {
    if (!element.isObject()) {
      throw new BadMessage(index, "is not a JSON object");
    }
    String provider = required(element, "provider", index);
    if (!provider.equals(PROVIDER)) {
      throw new BadMessage(index, "provider is '" + provider + "', accepted is " + PROVIDER);
    }
    String messageId = required(element, "messageId", index);
    if (messageId.length() > LONGEST_ID) {
      throw new BadMessage(
          index, "messageId has " + messageId.length() + " characters, at most " + LONGEST_ID);
    }
    String account = text(element, "account", index);
    return new SentMessage(
        provider,
        account == null ? "default" : account,
        channel(element, index),
        messageId,
        phones(element, index),
        sentAt(element, index),
        text(element, "reference", index),
        RawJson.of(element.toString()));
  }

  private static Channel channel(JsonNode element, long index) {
    String channel = text(element, "channel", index);
    try {
      return channel == null ? Channel.SMS : Channel.of(channel);
    } catch (IllegalArgumentException e) {
      throw new BadMessage(index, e.getMessage());
    }
  }

  private static List<String> phones(JsonNode element, long index) {
    JsonNode phones = element.path("phones");
    if (phones.isMissingNode() || phones.isNull()) {
      return List.of();
    }
    if (!phones.isArray()) {
      throw new BadMessage(index, "phones is not an array of strings");
    }
    List<String> texts = new ArrayList<>(phones.size());
    for (JsonNode phone : phones) {
      if (!phone.isTextual() && !phone.isIntegralNumber() || phone.asText().isBlank()) {
        throw new BadMessage(index, "phones holds something that is not a phone number");
      }
      texts.add(whole(phone.asText().strip(), "phones", index));
    }
    return texts;
  }

  private Instant sentAt(JsonNode element, long index) {
    String sentAt = text(element, "sentAt", index);
    if (sentAt == null) {
      return clock.instant();
    }
    try {
      return OffsetDateTime.parse(sentAt).toInstant();
    } catch (DateTimeException e) {
      throw new BadMessage(
          index, "sentAt is '" + sentAt + "', accepted is RFC 3339: 2026-11-20T08:00:00Z");
    }
  }

  private static String required(JsonNode element, String field, long index) {
    String value = text(element, field, index);
    if (value == null) {
      throw new BadMessage(index, field + " is missing");
    }
    return value;
  }

  /** Null for an absent or blank one; a number is taken as its digits. */
  private static String text(JsonNode element, String field, long index) {
    JsonNode value = element.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw new BadMessage(index, field + " is not a string");
    }
    String text = whole(value.asText().strip(), field, index);
    return text.isEmpty() ? null : text;
  }

  /** Half of a surrogate pair has no UTF-8: two ids could become one on their way. */
  private static String whole(String text, String field, long index) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new BadMessage(
          index, field + " holds half of a surrogate pair, which is not a character");
    }
    return text;
  }
}
