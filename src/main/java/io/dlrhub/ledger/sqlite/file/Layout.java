package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The layout of a ledger, numbered by the file's {@code user_version}. The first is number 10, of
 * version 1.0; smaller numbers were those of trials before it and are refused. A later layout is a
 * step from the one before, run in a transaction of its own; a step that was released is never
 * edited.
 */
public final class Layout {

  /** That of version 1.0. */
  static final int FIRST = 10;

  private static final List<String> STEPS =
      List.of("layout-10.sql", "layout-11.sql", "layout-12.sql", "layout-13.sql");

  private Layout() {}

  /** The layout this version writes. */
  static int current() {
    return FIRST + STEPS.size() - 1;
  }

  /**
   * Lays out a new ledger, and brings an older layout up to date.
   *
   * @throws UnusableLedger if the ledger is of a newer version, or older than the first layout
   */
  public static void bringUpToDate(Database database, String ledger) throws SQLException {
    int version = (int) database.number(0, "PRAGMA user_version");
    requireKnown(version, ledger);
    for (int next = version == 0 ? FIRST : version + 1; next <= current(); next++) {
      database.execute("BEGIN IMMEDIATE");
      for (String sql : statements(STEPS.get(next - FIRST))) {
        database.execute(sql);
      }
      database.execute("PRAGMA user_version=" + next);
      database.execute("COMMIT");
    }
  }

  /**
   * Refuses a layout that this version cannot use.
   *
   * @param version 0 for a file that has none yet
   * @throws UnusableLedger if it is later than this version's, or older than the first
   */
  static void requireKnown(int version, String ledger) {
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
    if (version != 0 && version < FIRST) {
      throw new UnusableLedger(
          "ledger "
              + ledger
              + " has layout "
              + version
              + ", from before version 1.0, this version knows layouts from "
              + FIRST
              + " on: run the version that wrote it until every sink has had what it holds, then"
              + " begin with a new file; nothing was changed");
    }
  }

  private static List<String> statements(String step) {
    try (InputStream in = Layout.class.getResourceAsStream(step)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String withoutComments = text.replaceAll("(?m)^--.*$", "");
      return List.of(withoutComments.split(";")).stream().filter(sql -> !sql.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + step, e);
    }
  }
}
