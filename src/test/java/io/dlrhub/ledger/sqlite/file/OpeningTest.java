package io.dlrhub.ledger.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private LedgerOptions options() {
    return Ledgers.options(file());
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      for (String statement : statements) {
        connection.createStatement().executeUpdate(statement);
      }
    }
  }

  private void refused(LedgerOptions options, String... parts) {
    assertThatThrownBy(() -> Ledger.open(options).close())
        .isInstanceOf(LedgerException.class)
        .isNotInstanceOf(UnusableLedger.class)
        .hasMessageContainingAll(parts);
  }

  private void refusedForGood(LedgerOptions options, String... parts) {
    assertThatThrownBy(() -> Ledger.open(options).close())
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContainingAll(parts);
  }

  /**
   * SQLite without locks, as on some network file systems, has no shared memory and so no
   * write-ahead log: it goes on with another journal and says so to who asks.
   */
  @Test
  void refusesAFileSystemThatHasNoWriteAheadLog() {
    SqliteFile.Connector network =
        url ->
            DriverManager.getConnection(
                url.replace("jdbc:sqlite:", "jdbc:sqlite:file:").replaceFirst("[?].*", "")
                    + "?vfs=unix-none");
    assertThatThrownBy(
            () -> SqliteLedger.open(options(), new SqliteLedger.Internals(network, 40, 1)).close())
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("cannot have a write-ahead log (its journal is delete)")
        .hasMessageContaining("a folder on a local disk");
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    String letter = "Dear Sir or Madam, ".repeat(100);
    Files.writeString(file(), letter);
    refusedForGood(options(), file().toString(), "not an SQLite database");
    assertThat(file()).hasContent(letter);
  }

  @Test
  void refusesTheDatabaseOfAnotherProgramAndLeavesItAlone() throws Exception {
    sql("CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(file());
    refusedForGood(options(), file().toString(), "another program");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void refusesALedgerOfANewerVersion() throws SQLException {
    Ledger.open(options()).close();
    sql("PRAGMA user_version=999");
    refusedForGood(options(), "has layout 999", "up to " + Layout.current());
    sql("PRAGMA user_version=" + Layout.current());
    Ledger.open(options()).close();
  }

  @Test
  void refusesALedgerThatLostItsEnd() throws SQLException {
    try (Ledger ledger = Ledger.open(options())) {
      Feed feed =
          ledger.feed(new FeedOptions("file", FeedOptions.Kinds.ALL, FeedOptions.Start.BEGINNING));
      ledger.append(Append.of(Reports.numbers(0, 10)));
      feed.advance(10);
    }
    sql("DELETE FROM log");
    refusedForGood(options(), "sink file stands at 10", "the log ends at 0");
  }

  @Test
  void refusesALedgerThatIsOpenInThisProcess() {
    try (Ledger ledger = Ledger.open(options())) {
      refused(options(), "open already");
      assertThat(ledger.append(Append.of(Reports.numbers(0, 1))).stored()).hasSize(1);
    }
    Ledger.open(options()).close();
  }

  @Test
  void refusesALedgerThatAnotherProcessHas() throws Exception {
    Process other = otherProcess();
    try {
      refused(options(), "in use by another process");
    } finally {
      other.destroyForcibly().waitFor();
    }
    // A killed process leaves no lock behind, and nothing it was told is durable is missing.
    try (Ledger ledger = Ledger.open(options())) {
      assertThat(ledger.append(Append.of(Reports.numbers(0, 10))).duplicates()).isEqualTo(10);
    }
  }

  private Process otherProcess() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holding.class.getName(),
                options().url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    InputStream out = process.getInputStream();
    assertThat(new String(out.readNBytes(4), StandardCharsets.US_ASCII)).isEqualTo("held");
    return process;
  }

  /** Opens a ledger, appends, and sits there. */
  static final class Holding {
    private Holding() {}

    public static void main(String[] arguments) throws InterruptedException {
      Ledger ledger = Ledger.open(LedgerOptions.of(arguments[0]));
      ledger.append(Append.of(Reports.numbers(0, 10)));
      System.out.print("held");
      System.out.flush();
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }

  @Test
  void namesAUrlItCannotUse() {
    for (String url :
        List.of("jdbc:mysql://localhost/x", "jdbc:sqlite:", "jdbc:sqlite::memory:", "x.db")) {
      refusedForGood(LedgerOptions.of(url), "'" + url + "'");
    }
    refusedForGood(LedgerOptions.of("jdbc:sqlite:" + folder), "folder");
  }

  @Test
  void whatIsUnusableIsSeenWithoutOpeningIt() throws Exception {
    LedgerUrl.requireUsable(options().url());
    assertThat(file()).doesNotExist();
    Ledger.open(options()).close();
    LedgerUrl.requireUsable(options().url());
    sql("PRAGMA user_version=999");
    assertThatThrownBy(() -> LedgerUrl.requireUsable(options().url()))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("has layout 999");
    Files.writeString(file(), "no ledger");
    assertThatThrownBy(() -> LedgerUrl.requireUsable(options().url()))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("not an SQLite database");
  }

  @Test
  void namesAFolderItCannotMake() throws IOException {
    Files.writeString(folder.resolve("plain"), "x");
    refused(Ledgers.options(folder.resolve("plain/data/ledger.db")), "plain");
  }

  @Test
  void opensAnEmptyFileAsANewLedger() throws IOException {
    Files.createFile(file());
    try (Ledger ledger = Ledger.open(options())) {
      assertThat(ledger.append(Append.of(Reports.numbers(0, 1))).stored()).hasSize(1);
    }
  }
}
