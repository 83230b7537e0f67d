package io.dlrhub.ledger.postgres.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one instance.
 *
 * <p>An instance that is stopped within a transaction must not stop the others: the server ends a
 * transaction that is idle for two seconds.
 */
public final class PostgresServerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServerPool.class);
  private static final int MOST_LOOKS = 10;
  private static final int CONNECTIONS = 10;
  private static final int MOST_ATTEMPTS = 5;
  private static final String LIMITS =
      "SET idle_in_transaction_session_timeout = '2s'; SET lock_timeout = '5s';"
          + " SET statement_timeout = '15s'; SET TIME ZONE 'UTC';"
          + " SET client_min_messages = 'warning'";

  private final UUID self = UUID.randomUUID();
  private final HikariDataSource pool;

  /** Work in one transaction; may be done again after a roll-back. */
  public interface Work<T> {
    T in(Session session) throws SQLException;
  }

  /**
   * @throws LedgerException if the server is not reached
   */
  public PostgresServerPool(LedgerOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(options.url());
    config.setUsername(options.username());
    config.setPassword(options.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(3000);
    config.setConnectionInitSql(LIMITS);
    config.setInitializationFailTimeout(1);
    // Details are rows, and rows have phones.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "20");
    config.addDataSourceProperty("ApplicationName", applicationName(self));
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    try {
      pool = new HikariDataSource(config);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LedgerException(
          "ledger " + PostgresUrl.shown(options.url()) + " cannot be reached: " + text(cause), e);
    }
  }

  /** This process; by it the server's list of sessions tells whose they are. */
  public UUID self() {
    return self;
  }

  /** How the sessions of a process are called. */
  static String applicationName(UUID process) {
    return "dlr-hub " + process;
  }

  /** Does it in a transaction of its own; again when it lost against another one. */
  public <T> T write(Work<T> work) {
    try {
      return inTransaction(work);
    } catch (SQLException e) {
      throw new LedgerException("not stored: " + text(e), e);
    }
  }

  /** Likewise. */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (attempt == MOST_ATTEMPTS || !isLost(e)) {
          throw e;
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Session session = new Session(connection);
      boolean done = false;
      try {
        T result = work.in(session);
        commit(connection, session);
        done = true;
        return result;
      } finally {
        if (!done) {
          rollback(connection);
        }
      }
    }
  }

  /** A commit whose answer is lost is looked up before anybody is told that it failed. */
  private void commit(Connection connection, Session session) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (session.transaction() == null || !wasCommitted(session.transaction())) {
        throw e;
      }
      LOG.warn("The answer to a commit was lost ({}); it was committed", text(e));
    }
  }

  private boolean wasCommitted(String transaction) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      try (Connection connection = pool.getConnection()) {
        String status =
            new Session(connection)
                .first(row -> row.getString(1), "SELECT pg_xact_status(?::xid8)", transaction);
        if (!"in progress".equals(status)) {
          return "committed".equals(status);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (SQLException e) {
        // Not reached, or another server that does not know it: not certain, so not stored.
        LOG.debug("A commit cannot be looked up: {}", text(e));
      }
    }
    return false;
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is broken; the server rolls back by itself, and the pool throws it away.
      return;
    }
  }

  /** Serialization failure, deadlock. */
  private static boolean isLost(SQLException e) {
    return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
  }

  /** Reads; each statement sees what is committed when it begins. */
  public <T> T read(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.in(new Session(connection));
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + text(e), e);
    }
  }

  /** The message on one line. */
  public static String text(Throwable e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    pool.close();
  }
}
