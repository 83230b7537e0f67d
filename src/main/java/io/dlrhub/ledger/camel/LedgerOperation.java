package io.dlrhub.ledger.camel;

import io.dlrhub.report.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a {@code ledger} endpoint does, and which options it has for that. */
public enum LedgerOperation {
  /** Stores records. */
  APPEND("timeout"),
  /** Registers sent messages. */
  TRACK,
  /** Hands on the ids of messages to ask for. */
  DUE("provider", "account", "channel", "batchSize", "maxPerSecond"),
  /** Hands on what a sink has not had. */
  FEED("records", "start", "batchSize", "batchesAtOnce", "maxPerSecond");

  /** Every operation has it. */
  private static final String LEDGER = "ledger";

  private final List<String> options;

  LedgerOperation(String... options) {
    this.options = Stream.concat(Stream.of(options), Stream.of(LEDGER)).toList();
  }

  List<String> options() {
    return options;
  }

  /** What a value of that option may be. */
  static String accepted(String option) {
    return switch (option) {
      case "timeout" -> Durations.ACCEPTED;
      case "records" -> "all, reports or statistics";
      case "start" -> "now or beginning";
      case "channel" -> "sms or video";
      case "batchSize", "batchesAtOnce", "maxPerSecond" -> "a whole number of at least 1";
      case LEDGER -> "#bean: with the name of a bean of type io.dlrhub.ledger.Ledger";
      default -> "a text";
    };
  }

  static Optional<LedgerOperation> of(String word) {
    return Stream.of(values())
        .filter(operation -> operation.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
