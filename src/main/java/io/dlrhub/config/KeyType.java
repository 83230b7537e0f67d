package io.dlrhub.config;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a value may look like.
 *
 * @param accepts what is accepted, as an operator reads it
 * @param admits whether a value is
 * @param doubts whether a value is accepted and yet most likely a mistake
 * @param doubt what is wrong with such a value
 */
record KeyType(String accepts, Predicate<String> admits, Predicate<String> doubts, String doubt) {

  KeyType(String accepts, Predicate<String> admits) {
    this(accepts, admits, value -> false, "");
  }

  /** The same, with a warning about some of what is accepted. */
  KeyType doubting(Predicate<String> which, String why) {
    return new KeyType(accepts, admits, which, why);
  }

  boolean admits(String value) {
    return admits.test(value);
  }

  /** What an operator should be warned of. */
  Optional<String> doubt(String value) {
    return admits(value) && doubts.test(value) ? Optional.of(doubt) : Optional.empty();
  }
}
