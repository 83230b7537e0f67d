package io.dlrhub;

import io.dlrhub.operator.BadUsage;
import io.dlrhub.operator.DeadLettersOperation;
import io.dlrhub.operator.Failed;
import io.dlrhub.operator.FindOperation;
import io.dlrhub.operator.ReplayOperation;
import io.dlrhub.operator.SinksOperation;
import io.dlrhub.operator.TimeReader;
import io.dlrhub.report.Nearest;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, their help, and what is said of arguments that are not accepted. */
final class Commands {

  private static final String PROGRAM = "java -jar dlr-hub.jar";
  private static final int WIDTH = 100;

  private Commands() {}

  /** What every command takes. */
  @Command(
      name = PROGRAM,
      description = {
        "Takes delivery reports of SMS in, never loses and never doubles one, and hands them on.",
        "Without a command it runs the hub of this folder."
      },
      footer = {
        "",
        "Exit codes: 0 done, 1 trouble on the way, 2 a configuration or command line that is not",
        "accepted."
      },
      versionProvider = Program.class)
  static final class Program implements IVersionProvider {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        scope = ScopeType.INHERIT,
        description = "this text")
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "the version")
    private boolean version;

    @Spec private CommandSpec spec;

    @Override
    public String[] getVersion() {
      return new String[] {"DLR Hub " + Version.text()};
    }

    @Command(name = "help", description = "Prints the help of a command.")
    int help(
        @Parameters(paramLabel = "COMMAND", arity = "0..2", description = "which; all by default")
            List<String> words) {
      CommandLine line = spec.commandLine();
      for (String word : words == null ? List.<String>of() : words) {
        CommandLine inner = line.getSubcommands().get(word);
        if (inner == null) {
          throw new ParameterException(line, unknown(line, word));
        }
        line = inner;
      }
      line.usage(System.out);
      return DlrHub.OK;
    }

    @Command(name = "version", description = "Prints the version.", hidden = true)
    int version() {
      System.out.println(getVersion()[0]);
      return DlrHub.OK;
    }
  }

  static int execute(String... arguments) {
    return line().execute(arguments);
  }

  /** The library's view of them. */
  static CommandLine line() {
    FolderHub hub = new FolderHub();
    CommandLine line =
        new CommandLine(new Program())
            .addSubcommand(new RunCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new CheckCommand())
            .addSubcommand(new SinksOperation(hub))
            .addSubcommand(new ReplayOperation(hub))
            .addSubcommand(new DeadLettersOperation(hub))
            .addSubcommand(new FindOperation(hub))
            .addSubcommand(new BackupCommand(DlrHub.folder()))
            .addSubcommand(new RestoreCommand(DlrHub.folder()))
            .addSubcommand(new MigrateCommand())
            .addSubcommand(new ArchiveCommand())
            .addSubcommand(new CompletionCommand());
    return line.registerConverter(Instant.class, new TimeReader(Clock.systemUTC()))
        .setExpandAtFiles(false)
        .setUsageHelpWidth(WIDTH)
        .setUsageHelpLongOptionsMaxWidth(24)
        .setExecutionStrategy(Commands::run)
        .setParameterExceptionHandler(Commands::refused)
        .setExecutionExceptionHandler(Commands::failed);
  }

  /** Refuses options that would not be looked at, because they are before the last command. */
  private static int run(ParseResult parsed) {
    for (ParseResult outer = parsed; outer.hasSubcommand(); outer = outer.subcommand()) {
      CommandLine inner = outer.subcommand().commandSpec().commandLine();
      for (OptionSpec option : outer.matchedOptions()) {
        if (option.scopeType() != ScopeType.INHERIT) {
          throw new ParameterException(
              inner, option.longestName() + " does not go before " + inner.getCommandName());
        }
      }
    }
    return new RunLast().execute(parsed);
  }

  private static int refused(ParameterException problem, String[] arguments) {
    CommandLine line = problem.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(
        problem instanceof UnmatchedArgumentException unmatched
            ? unknown(line, unmatched.getUnmatched().get(0))
            : problem.getMessage());
    if (line.getParent() == null) {
      line.usage(err);
    } else {
      err.println(see(line));
    }
    return DlrHub.REFUSED;
  }

  private static String unknown(CommandLine line, String word) {
    String of = line.getParent() == null ? "" : " of " + line.getCommandName();
    if (word.startsWith("-")) {
      String name = word.split("=", 2)[0];
      Collection<String> known = line.getCommandSpec().optionsMap().keySet();
      return "unknown option " + name + of + Nearest.hint(name, known) + accepted(known);
    }
    Collection<String> known = line.getSubcommands().keySet();
    if (known.isEmpty()) {
      return "'" + word + "' is one word too many" + (of.isEmpty() ? "" : of.replace("of", "for"));
    }
    return "unknown command "
        + word
        + of
        + Nearest.hint(word, known)
        + (of.isEmpty() ? "" : accepted(known));
  }

  private static String accepted(Collection<String> names) {
    return "; accepted are " + String.join(", ", names);
  }

  private static String see(CommandLine line) {
    return "see " + line.getCommandSpec().qualifiedName() + " --help";
  }

  private static int failed(Exception thrown, CommandLine line, ParseResult parsed) {
    Throwable failure =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof BadUsage) {
      System.err.println(failure.getMessage());
      System.err.println(see(line));
      return DlrHub.REFUSED;
    }
    if (failure instanceof Failed) {
      System.err.println(failure.getMessage());
      return DlrHub.TROUBLE;
    }
    return DlrHub.outcome(failure);
  }
}
