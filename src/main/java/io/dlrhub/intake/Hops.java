package io.dlrhub.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses that proxies wrote into a header, without ports, brackets and quotes. */
final class Hops {

  private static final String FOR = "for=";

  private Hops() {}

  /**
   * Reads them, in order; what is no address stays as it is and matches no network.
   *
   * @param headers every header of the name, in order
   * @param pairs whether each element is {@code for=…;by=…} as RFC 7239 has it
   */
  static List<String> of(List<String> headers, boolean pairs) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      for (String element : split(header, ',')) {
        hops.add(address(pairs ? forOf(element) : element));
      }
    }
    return hops;
  }

  /** The sender of an element; "unknown" where it names none, as RFC 7239 has it. */
  private static String forOf(String element) {
    for (String pair : split(element, ';')) {
      String text = pair.strip();
      if (text.toLowerCase(Locale.ROOT).startsWith(FOR)) {
        return text.substring(FOR.length());
      }
    }
    return "unknown";
  }

  /** At a character that is not between quotes. */
  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == at && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String address(String hop) {
    String text = hop.strip();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return withoutPort(text);
  }

  /** Some proxies write {@code 192.0.2.7:5678} or {@code [2001:db8::1]:5678}. */
  private static String withoutPort(String hop) {
    int bracket = hop.indexOf(']');
    if (hop.startsWith("[") && bracket > 0) {
      return hop.substring(1, bracket);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
