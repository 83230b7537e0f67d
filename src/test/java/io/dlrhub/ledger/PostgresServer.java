package io.dlrhub.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** One real PostgreSQL for all tests of a JVM; a database for each folder. */
public final class PostgresServer {

  private static EmbeddedPostgres server;

  private PostgresServer() {}

  /** The server, started when it is first asked for; it ends with the JVM. */
  public static synchronized EmbeddedPostgres get() {
    if (server == null) {
      try {
        // The embedded one is off by itself, which a ledger refuses.
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server;
  }

  /** The URL of the database of that file, made when there is none. */
  public static String url(Path file) {
    String name = "ledger_" + Integer.toHexString(file.toAbsolutePath().toString().hashCode());
    create(name);
    return String.format(
        Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres", get().getPort(), name);
  }

  private static void create(String name) {
    try (Connection connection = get().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        if (there.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
