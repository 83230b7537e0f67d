package io.dlrhub.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One {@code Forwarded} header (RFC 7239, section 4): elements separated by commas, each of pairs
 * separated by semicolons, whose values may be quoted. Values without quotes may have colons and
 * brackets, as proxies write addresses.
 */
final class ForwardedHeader {

  private static final String NOT_IN_PLAIN = "\"\\,; \t";
  private static final String NOT_IN_NAME = NOT_IN_PLAIN + "=";

  private final String text;
  private int at;

  ForwardedHeader(String text) {
    this.text = text;
  }

  /**
   * The {@code for} of each element, null where it has none.
   *
   * @return null where any of it cannot be read
   */
  List<String> senders() {
    List<String> senders = new ArrayList<>();
    try {
      do {
        senders.add(element());
      } while (skip(','));
    } catch (IllegalArgumentException e) {
      return null;
    }
    return at == text.length() ? Collections.unmodifiableList(senders) : null;
  }

  private String element() {
    String sender = null;
    do {
      blanks();
      String name = run(NOT_IN_NAME);
      if (name.isEmpty()) {
        continue;
      }
      require(skip('='));
      String value = skip('"') ? quoted() : run(NOT_IN_PLAIN);
      blanks();
      if (name.equalsIgnoreCase("for")) {
        require(sender == null);
        sender = value;
      }
    } while (skip(';'));
    return sender;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (!skip('"')) {
      skip('\\');
      require(at < text.length());
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  private String run(String but) {
    int from = at;
    while (at < text.length() && but.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private void blanks() {
    while (skip(' ') || skip('\t')) {
      // on to what follows them
    }
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private static void require(boolean readable) {
    if (!readable) {
      throw new IllegalArgumentException();
    }
  }
}
