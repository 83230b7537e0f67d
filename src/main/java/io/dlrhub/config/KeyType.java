package io.dlrhub.config;

import java.util.function.Predicate;

/**
 * What a value may look like.
 *
 * @param accepts what is accepted, as an operator reads it
 * @param admits whether a value is
 */
record KeyType(String accepts, Predicate<String> admits) {

  boolean admits(String value) {
    return admits.test(value);
  }
}
