package io.dlrhub.intake;

import java.util.List;

/**
 * Tells where a request came from, and whether that is allowed.
 *
 * <p>{@code X-Forwarded-For} is believed only as far as trusted proxies wrote it: the rightmost
 * address that is not one of theirs is the sender.
 */
final class Sources {

  private final Networks allowed;
  private final Networks trustedProxies;

  /**
   * @param allowed empty when everybody is
   * @param trustedProxies empty when there is none
   */
  Sources(Networks allowed, Networks trustedProxies) {
    this.allowed = allowed;
    this.trustedProxies = trustedProxies;
  }

  /** Whether requests are refused for where they come from at all. */
  boolean isOpen() {
    return allowed.isEmpty();
  }

  /**
   * Whether the sender is allowed; not when it cannot be told.
   *
   * @param peer address of the connection; nullable
   * @param forwardedFor every such header, in order
   */
  boolean accept(String peer, List<String> forwardedFor) {
    return allowed.isEmpty() || allowed.contains(sender(peer, forwardedFor));
  }

  /** The address the request came from; nullable. */
  String sender(String peer, List<String> forwardedFor) {
    String sender = peer;
    for (int i = forwardedFor.size() - 1; i >= 0; i--) {
      String[] hops = forwardedFor.get(i).split(",");
      for (int j = hops.length - 1; j >= 0; j--) {
        if (!trustedProxies.contains(sender)) {
          return sender;
        }
        sender = withoutPort(hops[j].strip());
      }
    }
    return sender;
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
