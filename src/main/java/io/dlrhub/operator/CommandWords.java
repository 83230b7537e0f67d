package io.dlrhub.operator;

import io.dlrhub.report.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * CommandWords of the command line: plain ones, and options, which are {@code --name} or with a
 * value.
 */
public final class CommandWords {

  private static final Set<String> FLAGS = Set.of("--json", "--help", "--wait", "--cancel");

  private final List<String> plain = new ArrayList<>();
  private final Map<String, String> options = new TreeMap<>();
  private final Clock clock;

  /**
   * Takes them apart; which of them an operation accepts is its own matter.
   *
   * @throws BadUsage for an option without its value, or given twice
   */
  public CommandWords(List<String> words, Clock clock) {
    this.clock = clock;
    for (Iterator<String> all = words.iterator(); all.hasNext(); ) {
      String word = all.next();
      if (word.equals("-h")) {
        word = "--help";
      }
      if (!word.startsWith("--")) {
        plain.add(word);
      } else if (options.put(name(word), value(word, all)) != null) {
        throw new BadUsage(name(word) + " is given twice, once is accepted");
      }
    }
  }

  private static String name(String word) {
    return word.split("=", 2)[0];
  }

  private static String value(String word, Iterator<String> rest) {
    if (FLAGS.contains(word)) {
      return "";
    }
    if (word.contains("=")) {
      return word.split("=", 2)[1];
    }
    if (!rest.hasNext()) {
      throw new BadUsage(word + " needs a value");
    }
    return rest.next();
  }

  /** Whether an option without a value was given. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** An option's value; null when it was not given. */
  public String get(String option) {
    return options.get(option);
  }

  /** The plain word at that place. */
  String word(int index, String meaning) {
    if (index >= plain.size()) {
      throw new BadUsage(meaning + " is missing");
    }
    return plain.get(index);
  }

  int count() {
    return plain.size();
  }

  /** Refuses more plain words, and options other than these and those of every operation. */
  void accept(int atMost, String... names) {
    if (plain.size() > atMost) {
      throw new BadUsage("'" + plain.get(atMost) + "' is one word too many");
    }
    Set<String> accepted = new TreeSet<>(Arrays.asList(names));
    accepted.addAll(List.of("--json", "--url", "--token", "--help"));
    for (String option : options.keySet()) {
      if (!accepted.contains(option)) {
        throw new BadUsage(
            "option "
                + option
                + " is not accepted here; accepted are "
                + String.join(", ", accepted));
      }
    }
  }

  /** A number from 1 on, as text; null when it was not given. */
  String number(String option) {
    String value = get(option);
    if (value != null && !value.matches("[1-9][0-9]{0,17}")) {
      throw new BadUsage(option + " is '" + value + "', accepted is a whole number from 1 on");
    }
    return value;
  }

  /** A time as RFC 3339 has it, made of that or of an age such as 2h; null when not given. */
  String time(String option) {
    String value = get(option);
    if (value == null) {
      return null;
    }
    if (Durations.isValid(value)) {
      return clock.instant().minus(Durations.parse(option, value)).toString();
    }
    try {
      Instant time = OffsetDateTime.parse(value.toUpperCase(Locale.ROOT)).toInstant();
      return time.toString();
    } catch (DateTimeException e) {
      throw new BadUsage(
          option
              + " is '"
              + value
              + "', accepted are a time such as 2026-11-20T08:00:00Z and an age such as 30m, 2h"
              + " or 7d");
    }
  }
}
