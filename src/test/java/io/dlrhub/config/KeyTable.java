package io.dlrhub.config;

import java.util.stream.Collectors;

/** The table of keys as README has it between {@code <!-- keys -->} and {@code <!-- /keys -->}. */
final class KeyTable {

  private KeyTable() {}

  /** Prints it, for pasting. */
  public static void main(String[] args) {
    System.out.print(markdown());
  }

  static String markdown() {
    return "| key | default | meaning | accepted |\n|---|---|---|---|\n"
        + Keys.ALL.stream().map(KeyTable::row).collect(Collectors.joining());
  }

  private static String row(Key key) {
    String value = key.defaultValue() == null ? "none" : "`" + key.defaultValue() + "`";
    return "| `%s` | %s | %s%s | %s |\n"
        .formatted(
            key.name(),
            value,
            key.meaning(),
            key.secret() ? " (secret)" : "",
            key.type().accepts());
  }
}
