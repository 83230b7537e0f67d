package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.operator.DeadLettersOperation;
import io.dlrhub.operator.ReplayOperation;
import io.dlrhub.operator.SinksOperation;
import io.dlrhub.report.Nearest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  private static final List<Command> COMMANDS =
      List.of(
          new RunCommand(),
          new DemoCommand(),
          new CheckCommand(),
          new OperatorCommand(
              "sinks",
              "where the sinks of the running hub stand; pause or resume one",
              new SinksOperation()),
          new OperatorCommand(
              "replay", "have a sink of the running hub sent records again", new ReplayOperation()),
          new OperatorCommand(
              "dead-letters",
              "what sinks refused for good: list, show, retry, discard",
              new DeadLettersOperation()),
          new ArchiveCommand());

  private DlrHub() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** As {@link #main}, but returns the exit code. */
  static int run(String... args) {
    // What machines read, log times among them, is the same wherever it runs.
    Locale.setDefault(Locale.ROOT);
    String word = args.length == 0 ? "run" : args[0];
    switch (word) {
      case "help", "--help", "-h" -> {
        System.out.print(usage());
        return OK;
      }
      case "version", "--version" -> {
        System.out.println("DLR Hub " + Version.text());
        return OK;
      }
      default -> {
        return command(word, Arrays.asList(args).subList(Math.min(1, args.length), args.length));
      }
    }
  }

  private static int command(String word, List<String> arguments) {
    Optional<Command> command = COMMANDS.stream().filter(c -> c.name().equals(word)).findFirst();
    if (command.isEmpty()) {
      List<String> names = COMMANDS.stream().map(Command::name).toList();
      System.err.println("unknown command " + word + Nearest.hint(word, names));
      System.err.print(usage());
      return REFUSED;
    }
    return outcome(command.get(), arguments);
  }

  /** Runs it; what it throws becomes a line on standard error and an exit code. */
  static int outcome(Command command, List<String> arguments) {
    try {
      return command.run(arguments);
    } catch (BadConfiguration e) {
      e.lines().forEach(System.err::println);
      return REFUSED;
    } catch (UnusableArguments e) {
      System.err.println(e.getMessage());
      System.err.print(usage());
      return REFUSED;
    } catch (Exception | Error e) {
      System.err.println(StartFailure.line(e));
      return TROUBLE;
    }
  }

  /** The folder the process works in. */
  static Path folder() {
    return Path.of("");
  }

  private static String usage() {
    StringBuilder usage = new StringBuilder("usage: java -jar dlr-hub.jar [command]\n\n");
    for (Command command : COMMANDS) {
      usage.append(String.format(Locale.ROOT, "  %-14s%s%n", command.name(), command.summary()));
    }
    return usage
        .append(String.format(Locale.ROOT, "  %-14s%s%n", "--help", "this text"))
        .append(String.format(Locale.ROOT, "  %-14s%s%n", "--version", "the version"))
        .toString();
  }
}
