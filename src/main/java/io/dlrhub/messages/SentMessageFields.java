package io.dlrhub.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.report.Channel;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Printable;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns one element of a list of sent messages into a {@link SentMessage} (docs/tracking.md),
 * whichever form the list has.
 */
final class SentMessageFields {

  /** The one provider whose messages can be asked for by their id. */
  private static final String PROVIDER = "ucloud";

  private static final int LONGEST_ID = 256;
  private static final int LONGEST_REFERENCE = 4096;
  private static final int MOST_UNKNOWN = 10;

  private final Clock clock;
  private final PhoneCell phones;
  private final Set<String> unknown = new TreeSet<>();

  SentMessageFields(Clock clock, PhoneNumbers numbers) {
    this.clock = clock;
    this.phones = new PhoneCell(numbers);
  }

  /** Names of fields nobody knows that were met so far, the first few, printable. */
  Set<String> unknown() {
    return unknown;
  }

  /**
   * Reads one element.
   *
   * @throws BadMessage naming the place, the field and what is accepted
   */
  SentMessage read(JsonNode element, Place place) {
    if (!element.isObject()) {
      throw place.bad("is not a JSON object");
    }
    Map<Field, List<JsonNode>> values = values(element);
    String provider = required(values, Field.PROVIDER, place);
    if (!provider.equalsIgnoreCase(PROVIDER)) {
      throw place.bad(Field.PROVIDER, "is " + Shown.value(provider) + ", accepted is " + PROVIDER);
    }
    String messageId = visible(required(values, Field.MESSAGE_ID, place), Field.MESSAGE_ID, place);
    String account = text(values, Field.ACCOUNT, LONGEST_ID, place);
    return new SentMessage(
        PROVIDER,
        account == null ? "default" : visible(account, Field.ACCOUNT, place),
        channel(values, place),
        messageId,
        phones(values, place),
        sentAt(values, place),
        text(values, Field.REFERENCE, LONGEST_REFERENCE, place),
        RawJson.of(element.toString()));
  }

  private Map<Field, List<JsonNode>> values(JsonNode element) {
    Map<Field, List<JsonNode>> values = new EnumMap<>(Field.class);
    element
        .fields()
        .forEachRemaining(
            entry -> {
              Field field = Field.of(entry.getKey());
              if (field == null) {
                notKnown(entry.getKey());
              } else if (!entry.getValue().isNull()) {
                values.computeIfAbsent(field, key -> new ArrayList<>()).add(entry.getValue());
              }
            });
    return values;
  }

  private void notKnown(String name) {
    if (unknown.size() < MOST_UNKNOWN) {
      unknown.add(Printable.line(name));
    }
  }

  private static Channel channel(Map<Field, List<JsonNode>> values, Place place) {
    String channel = text(values, Field.CHANNEL, LONGEST_ID, place);
    if (channel == null) {
      return Channel.SMS;
    }
    try {
      return Channel.of(channel.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw place.bad(Field.CHANNEL, "is " + Shown.value(channel) + ", accepted are sms, video");
    }
  }

  private List<String> phones(Map<Field, List<JsonNode>> values, Place place) {
    List<String> all = new ArrayList<>();
    for (JsonNode value : values.getOrDefault(Field.PHONES, List.of())) {
      if (value.isArray()) {
        for (JsonNode one : value) {
          if (one.isValueNode() && one.asText().isBlank()) {
            throw place.bad(Field.PHONES, "holds a blank one; " + PhoneCell.ACCEPTED);
          }
          all.addAll(phones(one, place));
        }
      } else {
        all.addAll(phones(value, place));
      }
    }
    return all;
  }

  private List<String> phones(JsonNode value, Place place) {
    if (!value.isTextual() && !value.isNumber()) {
      throw place.bad(
          Field.PHONES,
          "holds " + Shown.value(value.toString()) + ", which is no phone; " + PhoneCell.ACCEPTED);
    }
    String text = whole(value.asText(), Field.PHONES, place);
    try {
      return phones.phones(text);
    } catch (PhoneCell.NoPhone e) {
      throw place.bad(
          Field.PHONES,
          "holds " + Shown.value(e.piece()) + ", which is no phone; " + PhoneCell.ACCEPTED);
    }
  }

  private Instant sentAt(Map<Field, List<JsonNode>> values, Place place) {
    String sentAt = text(values, Field.SENT_AT, LONGEST_ID, place);
    if (sentAt == null) {
      return clock.instant();
    }
    try {
      return OffsetDateTime.parse(sentAt.replaceFirst("(?<=\\d) (?=\\d)", "T")).toInstant();
    } catch (DateTimeException e) {
      throw place.bad(
          Field.SENT_AT,
          "is " + Shown.value(sentAt) + ", accepted is RFC 3339: 2026-11-20T08:00:00Z");
    }
  }

  private static String required(Map<Field, List<JsonNode>> values, Field field, Place place) {
    String value = text(values, field, LONGEST_ID, place);
    if (value == null) {
      throw place.bad(field, "is missing");
    }
    return value;
  }

  /** Null for an absent or blank one; a number is taken as its digits. */
  private static String text(
      Map<Field, List<JsonNode>> values, Field field, int longest, Place place) {
    List<JsonNode> told = values.getOrDefault(field, List.of());
    if (told.size() > 1) {
      throw place.bad(field, "is told twice");
    }
    if (told.isEmpty()) {
      return null;
    }
    JsonNode value = told.get(0);
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw place.bad(field, "is not a string");
    }
    String text = whole(value.asText().strip(), field, place);
    if (text.length() > longest) {
      throw place.bad(field, "has " + text.length() + " characters, at most " + longest);
    }
    return text.isEmpty() ? null : text;
  }

  /** What names a message goes into logs and onto terminals. */
  private static String visible(String text, Field field, Place place) {
    int[] hidden =
        text.codePoints()
            .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
            .toArray();
    if (hidden.length > 0) {
      throw place.bad(
          field,
          "is "
              + Shown.value(text)
              + " with the invisible character "
              + String.format(
                  Locale.ROOT, "U+%04X; accepted are characters that can be seen", hidden[0]));
    }
    return text;
  }

  /** Half of a surrogate pair has no UTF-8: two ids could become one on their way. */
  private static String whole(String text, Field field, Place place) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw place.bad(field, "holds half of a surrogate pair, which is not a character");
    }
    return text;
  }
}
