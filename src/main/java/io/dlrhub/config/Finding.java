package io.dlrhub.config;

/**
 * Something about a configuration an operator should know.
 *
 * @param level whether it keeps the hub from starting
 * @param key what it is about, so that nothing is said twice; nullable
 * @param text one line: the key or place, the value, what is accepted
 */
public record Finding(Level level, String key, String text) {

  /** How bad it is. */
  public enum Level {
    ERROR,
    WARNING
  }

  /** One about a key. */
  static Finding error(String key, String text) {
    return new Finding(Level.ERROR, key, text);
  }

  public static Finding error(String text) {
    return new Finding(Level.ERROR, null, text);
  }

  public static Finding warning(String text) {
    return new Finding(Level.WARNING, null, text);
  }

  public boolean isError() {
    return level == Level.ERROR;
  }
}
