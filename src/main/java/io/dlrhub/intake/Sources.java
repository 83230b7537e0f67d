package io.dlrhub.intake;

import io.dlrhub.http.Networks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tells where a request came from, and whether that is allowed.
 *
 * <p>{@code X-Forwarded-For}, {@code Forwarded} (RFC 7239) and {@code X-Real-IP} are believed only
 * as far as trusted proxies wrote them: the rightmost address that is not one of theirs is the
 * sender. A proxy that writes one of them may hand on the others as a client sent them, so each
 * that is there must name a sender that is allowed.
 */
final class Sources {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED = "Forwarded";
  private static final String REAL_IP = "X-Real-IP";

  /** Headers that are looked at. */
  static final List<String> HEADERS = List.of(FORWARDED_FOR, FORWARDED, REAL_IP);

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

  /** Whether the sender is allowed; not when it cannot be told. */
  boolean accept(Gate.Request request) {
    return allowed.isEmpty() || senders(request).stream().allMatch(allowed::contains);
  }

  /** The address the request came from; nullable. */
  String sender(Gate.Request request) {
    return trustedProxies.isEmpty() ? request.peer() : senders(request).get(0);
  }

  /** What each header that is believed says, and the connection where there is none. */
  private List<String> senders(Gate.Request request) {
    String peer = request.peer();
    if (!trustedProxies.contains(peer)) {
      return Collections.singletonList(peer);
    }
    List<String> senders = new ArrayList<>(1);
    for (String header : HEADERS) {
      List<String> lines = request.headers(header);
      List<String> hops = header.equals(FORWARDED) ? Hops.forwarded(lines) : Hops.listed(lines);
      if (!hops.isEmpty()) {
        senders.add(farthestTrusted(peer, hops));
      }
    }
    return senders.isEmpty() ? Collections.singletonList(peer) : senders;
  }

  private String farthestTrusted(String peer, List<String> hops) {
    String sender = peer;
    for (int i = hops.size() - 1; i >= 0 && trustedProxies.contains(sender); i--) {
      sender = hops.get(i);
    }
    return sender;
  }
}
