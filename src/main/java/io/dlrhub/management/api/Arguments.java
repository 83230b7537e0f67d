package io.dlrhub.management.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a caller gave by name: parameters of a query, variables of a path or fields of a body. One
 * that is not given is null; every bad one is an {@link ApiError} 400 with its name and what is
 * accepted.
 */
public final class Arguments {

  private static final int LONGEST = 256;

  private final String kind;
  private final List<String> names;
  private final Map<String, String> values;

  /**
   * @param kind what one is called in messages: {@code parameter}, {@code field}
   * @param names what is accepted
   */
  Arguments(String kind, List<String> names, Map<String, String> values) {
    this.kind = kind;
    this.names = names;
    this.values = values;
    values.keySet().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(this::unknown);
    values.forEach(this::checkText);
  }

  private void unknown(String name) {
    throw bad(
        name,
        "is unknown; "
            + (names.isEmpty() ? "none is accepted" : "accepted: " + String.join(", ", names)));
  }

  private void checkText(String name, String value) {
    if (value.isBlank()) {
      throw bad(name, "is empty; leave it out, or give it a value");
    }
    if (value.length() > LONGEST) {
      throw bad(name, "has " + value.length() + " characters; accepted are at most " + LONGEST);
    }
  }

  /** The text, without surrounding blanks; nullable. */
  public String text(String name) {
    if (!names.contains(name)) {
      throw new IllegalStateException(kind + " '" + name + "' is not declared");
    }
    String value = values.get(name);
    return value == null ? null : value.strip();
  }

  /** One of some words; nullable. */
  public String oneOf(String name, List<String> words) {
    String value = text(name);
    if (value != null && !words.contains(value)) {
      throw notAccepted(name, "accepted: " + String.join(", ", words));
    }
    return value;
  }

  /** {@code true} or {@code false}; nullable. */
  public Boolean flag(String name) {
    String value = oneOf(name, List.of("true", "false"));
    return value == null ? null : Boolean.valueOf(value);
  }

  /** A whole number in a range; nullable. */
  public Long number(String name, long least, long most) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Answered below, as a number out of the range is.
    }
    throw notAccepted(name, "accepted are whole numbers from " + least + " to " + most);
  }

  /** How many are wanted: {@code limit}, from 1. */
  public int limit(int otherwise, int most) {
    Long limit = number("limit", 1, most);
    return limit == null ? otherwise : limit.intValue();
  }

  /** A time as RFC 3339 has it; nullable. */
  public Instant time(String name) {
    return parsed(
        name,
        "accepted is a time as RFC 3339 has it, such as 2026-11-20T08:00:00Z",
        // A plus sign that was not encoded arrives as a blank.
        text -> OffsetDateTime.parse(text.replaceFirst(" (?=\\d\\d:\\d\\d$)", "+")).toInstant());
  }

  /** A day; nullable. */
  public LocalDate day(String name) {
    return parsed(name, "accepted is a day such as 2026-11-20", LocalDate::parse);
  }

  private <T> T parsed(String name, String accepted, Function<String, T> parser) {
    String value = text(name);
    try {
      return value == null ? null : parser.apply(value.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw notAccepted(name, accepted);
    }
  }

  /** The same value, which must have been given. */
  public <T> T required(String name, T value) {
    if (value == null) {
      throw bad(name, "is missing");
    }
    return value;
  }

  /** For a rule of an endpoint's own: {@code limit is '0'; accepted …}. */
  public ApiError notAccepted(String name, String accepted) {
    return bad(name, "is '" + values.get(name) + "'; " + accepted);
  }

  private ApiError bad(String name, String problem) {
    return new ApiError(400, kind + " " + name + " " + problem);
  }
}
