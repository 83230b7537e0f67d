package io.dlrhub.config;

/** The table of keys in docs/configuration.md. */
public final class KeyTable {

  private KeyTable() {}

  public static String markdown() {
    StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
    for (Key key : Keys.ALL) {
      table
          .append("| `")
          .append(key.name())
          .append("` | ")
          .append(key.defaultValue() == null ? "none" : "`" + key.defaultValue() + "`")
          .append(" | ")
          .append(key.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
    return table.toString();
  }
}
