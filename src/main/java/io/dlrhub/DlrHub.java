package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * The command line: {@code java -jar dlr-hub.jar [command]}, {@code run} when none is given.
 *
 * <p>Exit codes: 0 done, 1 trouble on the way (a port or ledger in use, an error of the JVM), 2 a
 * configuration, ledger or command line that is not accepted, with one line on standard error for
 * each finding.
 */
public final class DlrHub {

  static final int OK = 0;
  static final int TROUBLE = 1;
  static final int REFUSED = 2;

  private DlrHub() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** As {@link #main}, but returns the exit code. */
  static int run(String... args) {
    // What machines read, log times among them, is the same wherever it runs.
    Locale.setDefault(Locale.ROOT);
    // The hub itself starts without the library that reads command lines.
    if (List.of(args).equals(List.of()) || List.of(args).equals(List.of("run"))) {
      return outcome(new RunCommand());
    }
    return Commands.execute(args);
  }

  /** Runs it; what it throws becomes a line on standard error and an exit code. */
  static int outcome(Callable<Integer> command) {
    try {
      return command.call();
    } catch (Exception | Error e) {
      return outcome(e);
    }
  }

  /** Says what went wrong; the exit code. */
  static int outcome(Throwable failure) {
    if (failure instanceof BadConfiguration refused) {
      refused.lines().forEach(System.err::println);
      return REFUSED;
    }
    System.err.println(StartFailure.line(failure));
    return TROUBLE;
  }

  /** The folder the process works in. */
  static Path folder() {
    return Path.of("");
  }
}
