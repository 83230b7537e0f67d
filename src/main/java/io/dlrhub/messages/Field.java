package io.dlrhub.messages;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a sent message, under the names that are understood (docs/tracking.md). */
enum Field {
  PROVIDER("provider"),
  ACCOUNT("account"),
  CHANNEL("channel"),
  MESSAGE_ID("messageId"),
  PHONES("phones", "phone", "mobile"),
  SENT_AT("sentAt"),
  REFERENCE("reference");

  private static final Map<String, Field> BY_NAME =
      Stream.of(values())
          .flatMap(field -> field.names().map(name -> Map.entry(plain(name), field)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String[] names;

  Field(String... names) {
    this.names = names;
  }

  /** As it is documented, and as the JSON form has it. */
  String wireName() {
    return names[0];
  }

  private Stream<String> names() {
    return Arrays.stream(names);
  }

  /** The field of that name, in whatever case and with whatever blanks; null for none. */
  static Field of(String name) {
    return BY_NAME.get(plain(name));
  }

  /** What is accepted, for errors. */
  static String accepted() {
    return Stream.of(values())
        .flatMap((Function<Field, Stream<String>>) Field::names)
        .collect(Collectors.joining(", "));
  }

  private static String plain(String name) {
    return name.replaceAll("[\\s\\p{Z}\\p{Cf}_-]+", "").toLowerCase(Locale.ROOT);
  }
}
