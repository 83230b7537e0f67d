package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings the layout of a ledger up to date, one numbered step after the other, each in a
 * transaction. The number of the last step is the file's {@code user_version}. A step that was
 * released is never edited.
 */
public final class Migrations {

  private static final List<String> STEPS =
      List.of(
          "1-first-layout.sql",
          "2-tracked-messages.sql",
          "3-complete-windows.sql",
          "4-replays.sql",
          "5-looking-inside.sql",
          "6-zstandard-rows.sql");

  private Migrations() {}

  /** The layout this version writes. */
  static int current() {
    return STEPS.size();
  }

  /**
   * Runs what is missing.
   *
   * @throws UnusableLedger if the ledger is of a newer version
   */
  public static void run(Database database, String ledger) throws SQLException {
    long version = database.number(0, "PRAGMA user_version");
    requireKnown(version, ledger);
    for (int step = (int) version; step < current(); step++) {
      database.execute("BEGIN IMMEDIATE");
      for (String sql : statements(STEPS.get(step))) {
        database.execute(sql);
      }
      database.execute("PRAGMA user_version=" + (step + 1));
      database.execute("COMMIT");
    }
  }

  /**
   * Refuses a layout of a later version.
   *
   * @throws UnusableLedger if it is one
   */
  static void requireKnown(long version, String ledger) {
    if (version > current()) {
      throw new UnusableLedger(
          "ledger "
              + ledger
              + " has layout "
              + version
              + ", this version knows layouts up to "
              + current()
              + ": run the version that wrote it, or a newer one");
    }
  }

  private static List<String> statements(String step) {
    try (InputStream in = Migrations.class.getResourceAsStream(step)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String withoutComments = text.replaceAll("(?m)^--.*$", "");
      return List.of(withoutComments.split(";")).stream().filter(sql -> !sql.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + step, e);
    }
  }
}
