package io.dlrhub.sink.http;

import io.dlrhub.http.HttpUrl;
import java.net.URI;
import java.util.Optional;

/**
 * Where a receiver says that it is now. Followed is only what repeats the same request (307 and
 * 308, RFC 9110, 15.4) over https to the same host: records and secrets go nowhere else.
 */
final class Redirect {

  /** More in a row lead nowhere. */
  static final int MOST = 5;

  private Redirect() {}

  /**
   * Where to send the request again.
   *
   * @param location nullable
   */
  static Optional<URI> target(int status, URI from, String location) {
    if (status != 307 && status != 308 || location == null) {
      return Optional.empty();
    }
    try {
      URI to = from.resolve(location.trim());
      boolean same = HttpUrl.host(from).equalsIgnoreCase(HttpUrl.host(to));
      boolean safe = "https".equalsIgnoreCase(to.getScheme()) && to.getRawUserInfo() == null;
      return same && safe ? Optional.of(to) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
