package com.example;

import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Pulls under way, a row each in a table of the host's database. UCloud deletes what it hands out:
 * a row that is found at start is a pull that a crash has cut short, and its page may be lost.
 *
 * <p>A connection of its own, committed at once, and never that of a transaction around it: the row
 * must be there when the request leaves, whatever becomes of the rest.
 */
public final class JdbcPullJournal implements PullJournal {

  /** A pull that was announced and never ended. */
  public record CutShort(PullIntent intent, Instant startedAt) {}

  private final DataSource database;
  private final Clock clock;

  public JdbcPullJournal(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes the table where there is none. */
  public void create() {
    update(
        """
        CREATE TABLE IF NOT EXISTS pull_intent (
          number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          provider VARCHAR(40) NOT NULL,
          account VARCHAR(100) NOT NULL,
          action VARCHAR(100) NOT NULL,
          started_at TIMESTAMP WITH TIME ZONE NOT NULL)
        """);
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    String insert =
        "INSERT INTO pull_intent (provider, account, action, started_at) VALUES (?, ?, ?, ?)";
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
      connection.setAutoCommit(true);
      statement.setString(1, provider);
      statement.setString(2, account);
      statement.setString(3, action);
      statement.setTimestamp(4, Timestamp.from(clock.instant()));
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return new PullIntent(keys.getLong(1), provider, account, action);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a pull could not be announced, so nothing is sent", e);
    }
  }

  /** UCloud surely handed out nothing. */
  @Override
  public void cancel(PullIntent intent) {
    end(intent);
  }

  /** The page is stored, or what may be lost of it is written down elsewhere. */
  public void end(PullIntent intent) {
    update("DELETE FROM pull_intent WHERE number = " + intent.number());
  }

  /**
   * What an earlier process left, oldest first; to be asked for at start, before anything pulls.
   * They stay until each is ended.
   */
  public List<CutShort> cutShort() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM pull_intent ORDER BY number")) {
      List<CutShort> found = new ArrayList<>();
      while (rows.next()) {
        found.add(
            new CutShort(
                new PullIntent(
                    rows.getLong("number"),
                    rows.getString("provider"),
                    rows.getString("account"),
                    rows.getString("action")),
                rows.getTimestamp("started_at").toInstant()));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("pulls cut short cannot be read", e);
    }
  }

  private void update(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the journal of pulls cannot be written", e);
    }
  }
}
