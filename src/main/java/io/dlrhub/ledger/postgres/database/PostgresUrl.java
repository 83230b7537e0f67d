package io.dlrhub.ledger.postgres.database;

import java.util.Locale;

/** URLs of ledgers in PostgreSQL. */
public final class PostgresUrl {

  /** What an operator may write. */
  public static final String ACCEPTED =
      "jdbc:postgresql://HOST[:PORT][,HOST2]/DATABASE, without a password among its parameters";

  private static final String SCHEME = "jdbc:postgresql:";

  private PostgresUrl() {}

  /** Whether it is one, by its scheme. */
  public static boolean isMeant(String url) {
    return url != null && url.startsWith(SCHEME);
  }

  /** Whether it names a database of a host, and tells no password: it is logged. */
  public static boolean isAccepted(String url) {
    return url.matches("jdbc:postgresql://[^/?@]+/[^/?]+(\\?.*)?")
        && !url.toLowerCase(Locale.ROOT).contains("password=");
  }

  /** Without its parameters, among which may be a password. */
  public static String shown(String url) {
    int parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters)).replaceAll("//[^/]*@", "//");
  }
}
