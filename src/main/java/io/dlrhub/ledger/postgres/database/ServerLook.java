package io.dlrhub.ledger.postgres.database;

import io.dlrhub.ledger.LedgerOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code check} says of a server. */
public final class ServerLook {

  /** Clocks further apart than that are worth a word. */
  private static final long APART_MILLIS = 2000;

  private ServerLook() {}

  private record Server(
      String version, String durability, String zone, long millis, boolean mayCreate) {}

  /**
   * A line of what was found, and one for each thing that should be otherwise.
   *
   * @throws io.dlrhub.ledger.UnusableLedger if it can keep no ledger
   * @throws io.dlrhub.ledger.LedgerException if it is not reached
   */
  public static List<String> at(LedgerOptions options) {
    String name = PostgresUrl.shown(options.url());
    try (PostgresServerPool pool = new PostgresServerPool(options)) {
      return pool.read(
          session -> {
            PostgresLayout.requireServer(session, name);
            return told(name, server(session), options.clock().millis());
          });
    }
  }

  private static Server server(Session session) throws SQLException {
    return session.first(
        row ->
            new Server(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getBoolean(5)),
        "SELECT current_setting('server_version'), current_setting('synchronous_commit'),"
            + " (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone'),"
            + " (extract(epoch FROM clock_timestamp()) * 1000)::bigint,"
            + " has_schema_privilege(current_schema(), 'CREATE')");
  }

  private static List<String> told(String name, Server server, long here) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: PostgreSQL %s, UTF8, synchronous_commit %s, time zone %s",
            name,
            server.version,
            server.durability,
            server.zone));
    long apart = here - server.millis;
    if (Math.abs(apart) > APART_MILLIS) {
      lines.add(name + ": its clock is " + apart + " ms behind this machine's");
    }
    if (!server.mayCreate) {
      lines.add(name + ": this user may make no tables in the schema, which the first start does");
    }
    lines.add(
        name
            + ": a file sink writes on whichever machine feeds it at the time; with several,"
            + " deliver to HTTP, JMS or a broker");
    return lines;
  }
}
