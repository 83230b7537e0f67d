package io.dlrhub.config;

import java.time.Duration;
import java.util.List;

/** A list of durations, each longer than the one before. */
final class Schedule {

  private Schedule() {}

  static boolean rises(String value) {
    List<String> steps = KeyTypes.split(value);
    if (!steps.stream().allMatch(KeyTypes::duration)) {
      return false;
    }
    List<Duration> durations = steps.stream().map(Schedule::duration).toList();
    for (int i = 1; i < durations.size(); i++) {
      if (durations.get(i).compareTo(durations.get(i - 1)) <= 0) {
        return false;
      }
    }
    return true;
  }

  private static Duration duration(String step) {
    long amount = Long.parseLong(step.replaceAll("\\D", ""));
    return switch (step.replaceAll("\\d", "")) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
