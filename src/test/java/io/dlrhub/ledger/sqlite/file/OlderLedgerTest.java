package io.dlrhub.ledger.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger from before the first layout is refused, told, and left as it is. */
class OlderLedgerTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9})
  void isRefusedAndNotAltered(int layout) throws Exception {
    fill(connection -> execute(connection, "PRAGMA user_version=" + layout));
    refused(layout);
  }

  @Test
  void isRefusedAndNotAlteredWhereOnlyTheWriteAheadLogTells() throws Exception {
    Path living = Files.createDirectory(folder.resolve("living")).resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + living)) {
      execute(connection, "PRAGMA application_id=" + SqliteFile.APPLICATION_ID);
      execute(connection, "PRAGMA journal_mode=WAL");
      execute(connection, "PRAGMA wal_autocheckpoint=0");
      execute(connection, "PRAGMA user_version=6");
      execute(connection, "CREATE TABLE log (first_seq INTEGER PRIMARY KEY)");
      // What a kill leaves: a database and the log that belongs to it.
      for (String suffix : new String[] {"", "-wal"}) {
        Files.copy(
            living.resolveSibling("ledger.db" + suffix), folder.resolve("ledger.db" + suffix));
      }
    }
    assertThat(Files.readAllBytes(file())[63]).as("layout in the file itself").isZero();
    refused(6);
  }

  @Test
  void whatAKilledProcessHadBegunOfTheFirstLayoutIsGoneOnWith() throws Exception {
    fill(connection -> {});
    Ledger.open(Ledgers.options(file())).close();
  }

  /** Something to be done with a connection. */
  private interface Step {
    void run(Connection connection) throws SQLException;
  }

  private void fill(Step last) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      execute(connection, "PRAGMA application_id=" + SqliteFile.APPLICATION_ID);
      execute(connection, "PRAGMA journal_mode=WAL");
      last.run(connection);
    }
  }

  private void refused(int layout) throws IOException {
    Map<String, byte[]> before = files();
    assertThatThrownBy(() -> Ledger.open(Ledgers.options(file())).close())
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContainingAll(
            "ledger.db has layout " + layout, "before version 1.0", "nothing was changed");
    assertThatThrownBy(() -> LedgerUrl.requireUsable("jdbc:sqlite:" + file()))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("has layout " + layout);
    Map<String, byte[]> after = files();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder).filter(Files::isRegularFile)) {
      for (Path one : all.toList()) {
        files.put(one.getFileName().toString(), Files.readAllBytes(one));
      }
    }
    return files;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
