package io.dlrhub.config;

/**
 * Something about a configuration an operator should know.
 *
 * @param level whether it keeps the hub from starting
 * @param text one line: the key or place, the value, what is accepted
 */
public record Finding(Level level, String text) {

  /** How bad it is. */
  public enum Level {
    ERROR,
    WARNING
  }

  static Finding error(String text) {
    return new Finding(Level.ERROR, text);
  }

  static Finding warning(String text) {
    return new Finding(Level.WARNING, text);
  }

  public boolean isError() {
    return level == Level.ERROR;
  }
}
