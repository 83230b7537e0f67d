package io.dlrhub.sink.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/** The headers every request carries: those of the operator and the authentication. */
public final class RequestHeaders {

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      "Name: value; Name: value, without those the sink sets itself, such as Content-Type";

  private static final Pattern SEPARATOR = Pattern.compile(";\\s*(?=[!#$%&'*+.^_`|~0-9A-Za-z-]+:)");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*(\\P{Cntrl}*?)\\s*;?");

  /** What the sink or the protocol decides. */
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "transfer-encoding",
          "webhook-id",
          "webhook-signature",
          "webhook-timestamp");

  private RequestHeaders() {}

  /** Whether {@link #parse} takes it. */
  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads {@code Name: value; Name: value}.
   *
   * @throws IllegalArgumentException without the values, which may be secret
   */
  static List<Header> parse(String text) {
    List<Header> headers = new ArrayList<>();
    if (text == null || text.isBlank()) {
      return headers;
    }
    for (String part : SEPARATOR.split(text.trim())) {
      Matcher matcher = HEADER.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "headers holds something that is no header; accepted is Name: value; Name: value");
      }
      if (OURS.contains(matcher.group(1).toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "headers holds " + matcher.group(1) + ", which the sink sets itself");
      }
      headers.add(new BasicHeader(matcher.group(1), matcher.group(2)));
    }
    return headers;
  }

  /** Bearer or basic authentication; none when nothing of it is given. */
  static List<Header> authentication(String bearerToken, String username, String password) {
    boolean bearer = bearerToken != null && !bearerToken.isEmpty();
    boolean basic = username != null && !username.isEmpty();
    if (bearer && basic) {
      throw new IllegalArgumentException("bearerToken and username are both set; accepted is one");
    }
    if (bearer) {
      return List.of(new BasicHeader("Authorization", "Bearer " + bearerToken));
    }
    if (basic) {
      String pair = username + ":" + (password == null ? "" : password);
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return List.of(new BasicHeader("Authorization", "Basic " + encoded));
    }
    return List.of();
  }
}
