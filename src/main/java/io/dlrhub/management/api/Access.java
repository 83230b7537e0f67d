package io.dlrhub.management.api;

import io.dlrhub.intake.Tokens;
import io.vertx.core.http.HttpServerRequest;

/**
 * Who may do what at the API. With a token set every request shows one, as {@code Authorization:
 * Bearer …}: a header no page of another server can have a browser send. Without one everybody who
 * reaches a loopback address may do everything; beyond loopback nobody is shown phones or changes
 * anything.
 */
public final class Access {

  /** Everything to everybody, as on loopback. */
  public static final Access OPEN = new Access(null, null, true);

  private static final String EVERYTHING = "all";
  private static final String READING = "read";
  private static final String NONE = "none";
  private static final String ALL = "dlr.management.token";
  private static final String READ = "dlr.management.read-token";

  private final Tokens all;
  private final Tokens read;
  private final boolean loopback;

  private Access(Tokens all, Tokens read, boolean loopback) {
    this.all = all;
    this.read = read;
    this.loopback = loopback;
  }

  /**
   * What those settings mean.
   *
   * @param token secrets that may do everything; nullable
   * @param readToken secrets that may read; nullable
   * @param loopback whether the port is reached from this machine alone
   * @throws IllegalArgumentException if one is empty
   */
  public static Access of(String token, String readToken, boolean loopback) {
    return new Access(Tokens.of(ALL, token), Tokens.of(READ, readToken), loopback);
  }

  /**
   * Whether that may be asked for.
   *
   * @return what may be done: {@code all}, {@code read}, or {@code none} where no token is set
   * @throws ApiError 401 without a token that is one, 403 for what it may not do
   */
  String check(ApiEndpoint endpoint, HttpServerRequest request) {
    boolean changes = endpoint.changesSomething();
    if (all == null && read == null) {
      if (!loopback && (changes || endpoint.showsPhones())) {
        throw new ApiError(
            403,
            (changes ? "nothing can be changed" : "this shows phones, which is off")
                + " beyond loopback until "
                + ALL
                + (changes ? "" : " or " + READ)
                + " is set");
      }
      return NONE;
    }
    String shown = request.getHeader("Authorization");
    if (all != null && all.accept(shown, null)) {
      return EVERYTHING;
    }
    if (read == null || !read.accept(shown, null)) {
      throw new ApiError(
          401,
          "accepted is Authorization: Bearer with the token of "
              + ALL
              + (changes || read == null ? "" : " or " + READ));
    }
    if (changes) {
      throw new ApiError(403, "the token of " + READ + " may read only; " + ALL + " may change");
    }
    return READING;
  }
}
