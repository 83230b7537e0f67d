package io.dlrhub.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that proxies wrote into a header, without ports, brackets and quotes.
 *
 * <p>A proxy adds its element behind what the client has sent. Nothing a client writes may make
 * that element part of its own, so a list is split at every comma, and {@code Forwarded}, where a
 * comma may stand in quotes, tells nothing unless all of it is as RFC 7239 has it.
 */
final class Hops {

  private static final String UNKNOWN = "unknown";
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[\\w.-]+)?");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[\\w.-]+");

  private Hops() {}

  /**
   * Reads {@code X-Forwarded-For} or {@code X-Real-IP}; what is no address stays as it is and
   * matches no network.
   *
   * @param headers every header of the name, in order
   */
  static List<String> listed(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        String text = element.strip();
        Matcher quoted = QUOTED.matcher(text);
        hops.add(address(quoted.matches() ? quoted.group(1).strip() : text));
      }
    }
    return hops;
  }

  /**
   * Reads {@code Forwarded}; "unknown" for an element without a sender, as RFC 7239 has it, and
   * alone where the header cannot be read.
   *
   * @param headers every header of the name, in order
   */
  static List<String> forwarded(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      List<String> senders = new ForwardedHeader(header).senders();
      if (senders == null) {
        return List.of(UNKNOWN);
      }
      senders.forEach(sender -> hops.add(sender == null ? UNKNOWN : address(sender)));
    }
    return hops;
  }

  /** Some proxies write {@code 192.0.2.7:5678} or {@code [2001:db8::1]:5678}. */
  private static String address(String hop) {
    for (Pattern form : List.of(BRACKETED, WITH_PORT)) {
      Matcher matcher = form.matcher(hop);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return hop;
  }
}
