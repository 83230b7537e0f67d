package io.dlrhub.config;

/**
 * One thing that can be configured.
 *
 * @param name as in {@code application.properties}; {@code <name>} stands for a sink's name
 * @param defaultValue nullable
 * @param type what is accepted
 * @param secrecy how a value is shown and kept
 * @param meaning one sentence, as the table in docs/configuration.md has it
 */
record Key(String name, String defaultValue, KeyType type, Secrecy secrecy, String meaning) {

  /** How much of a value others may see, and whether blanks around it belong to it. */
  enum Secrecy {
    OPEN,
    /** Shown as {@code ***}. */
    SECRET,
    /** Likewise, and taken with the blanks around it. */
    PASSWORD
  }

  boolean secret() {
    return secrecy != Secrecy.OPEN;
  }

  /** What an operator may see of a value: passwords inside a URL are masked too. */
  String shown(String value) {
    return secret() ? "***" : Masked.url(value);
  }
}
