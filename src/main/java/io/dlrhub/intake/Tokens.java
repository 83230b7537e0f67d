package io.dlrhub.intake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets a sender may show, compared in constant time. Two or more may be valid at once, so
 * that one can be changed without losing a push.
 */
public final class Tokens {

  private static final String BEARER = "Bearer ";
  private static final int NONE = -1;
  private static final String PARAMETER = "token=";

  private final List<byte[]> hashes;

  private Tokens(List<byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * Reads a comma-separated list.
   *
   * @param name what the list is called where it was configured, for the message
   * @param list null when no token is wanted
   * @return null when no token is wanted
   * @throws IllegalArgumentException if one is empty: it would let everybody in
   */
  public static Tokens of(String name, String list) {
    if (list == null) {
      return null;
    }
    List<byte[]> hashes = new ArrayList<>();
    for (String token : list.split(",", -1)) {
      if (token.isBlank()) {
        throw new IllegalArgumentException(
            name
                + " has an empty token, accepted are one or more secrets separated by commas;"
                + " leave it out for none");
      }
      hashes.add(hash(token.strip()));
    }
    return new Tokens(List.copyOf(hashes));
  }

  /**
   * Whether the request shows one of them, as {@code Authorization: Bearer …} or {@code ?token=…}.
   *
   * <p>In a URL some senders write a plus for a blank, some as it is, and some escape nothing: any
   * reading of what was sent may match.
   *
   * @param authorization that header; nullable
   * @param rawQuery the query as sent; nullable
   */
  public boolean accept(String authorization, String rawQuery) {
    return shown(authorization, rawQuery) != NONE;
  }

  /** Which of them the request shows, counted from 0; negative for none. */
  int shown(String authorization, String rawQuery) {
    int found = find(fromHeader(authorization));
    for (String shown : fromQuery(rawQuery)) {
      found = Math.max(found, find(shown));
    }
    return found;
  }

  private int find(String token) {
    int found = NONE;
    if (token != null) {
      byte[] shown = hash(token);
      for (int i = 0; i < hashes.size(); i++) {
        found = MessageDigest.isEqual(hashes.get(i), shown) ? i : found;
      }
    }
    return found;
  }

  private static String fromHeader(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  /** The readings of the first parameter. */
  private static Set<String> fromQuery(String rawQuery) {
    if (rawQuery == null) {
      return Set.of();
    }
    for (String part : rawQuery.split("&")) {
      if (part.startsWith(PARAMETER)) {
        return readings(part.substring(PARAMETER.length()));
      }
    }
    return Set.of();
  }

  private static Set<String> readings(String value) {
    if (value.indexOf('+') < 0 && value.indexOf('%') < 0) {
      return Set.of(value);
    }
    Set<String> readings = new HashSet<>();
    readings.add(value);
    readings.add(decoded(value));
    readings.add(decoded(value.replace("+", "%2B")));
    readings.remove(null);
    return readings;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return null;
    }
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
