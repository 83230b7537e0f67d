package io.dlrhub.ledger.camel;

import io.dlrhub.report.Durations;
import io.dlrhub.report.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the component takes after {@code ledger:}, for who looks at a route before it is made. */
public final class LedgerUris {

  private static final List<String> WORDS = List.of("append", "feed/NAME", "track", "due");

  private LedgerUris() {}

  /** What is wrong with an address, after {@code ledger:}; empty for one that is known. */
  public static Optional<String> unknown(String remaining) {
    return operation(remaining).isPresent()
        ? Optional.empty()
        : Optional.of(
            "ledger:"
                + remaining
                + " is not known; accepted are ledger:append, ledger:feed/NAME, ledger:track and"
                + " ledger:due"
                + Nearest.hint(remaining.replaceFirst("/.*", "/NAME"), WORDS));
  }

  private static Optional<LedgerOperation> operation(String remaining) {
    String[] path = remaining.split("/", 2);
    boolean named = path.length > 1;
    return LedgerOperation.of(path[0]).filter(known -> named == (known == LedgerOperation.FEED));
  }

  /**
   * What is wrong with options, by option.
   *
   * @param remaining the address after {@code ledger:}
   * @param options with values; one that is blank counts as not given, one that names a bean or
   *     holds a placeholder is not looked at
   */
  public static Map<String, String> problems(String remaining, Map<String, String> options) {
    Map<String, String> problems = new LinkedHashMap<>();
    operation(remaining)
        .ifPresent(
            operation ->
                options.forEach(
                    (option, value) ->
                        problem(operation, option, value)
                            .ifPresent(text -> problems.put(option, text))));
    return problems;
  }

  private static Optional<String> problem(LedgerOperation operation, String option, String value) {
    if (!operation.options().contains(option)) {
      return Optional.of(unknownOption(operation, option));
    }
    boolean open = value.isBlank() || value.contains("#") || value.contains("{{");
    return open || admits(option, value.strip())
        ? Optional.empty()
        : Optional.of(
            "option "
                + option
                + " is '"
                + value
                + "', accepted is "
                + LedgerOperation.accepted(option));
  }

  static String unknownOption(LedgerOperation operation, String option) {
    return "option "
        + option
        + " is not known; accepted are "
        + String.join(", ", operation.options())
        + Nearest.hint(option, operation.options());
  }

  private static boolean admits(String option, String value) {
    return switch (option) {
      case "timeout" -> Durations.isValid(value);
      case "records" -> value.matches("(?i)all|reports|statistics");
      case "start" -> value.matches("(?i)now|beginning");
      case "channel" -> value.matches("(?i)sms|video");
      case "batchSize", "batchesAtOnce", "maxPerSecond" -> value.matches("0*[1-9]\\d{0,8}");
      default -> true;
    };
  }
}
