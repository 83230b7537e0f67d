package io.dlrhub;

/** A command was given arguments it does not take. */
final class UnusableArguments extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableArguments(String message) {
    super(message);
  }

  /** For a command that takes none. */
  static void none(String command, java.util.List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new UnusableArguments(
          command + " takes no arguments, but was given " + String.join(" ", arguments));
    }
  }
}
