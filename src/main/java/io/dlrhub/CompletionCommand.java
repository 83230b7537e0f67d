package io.dlrhub;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete {@code dlr-hub}. */
@Command(
    name = "completion",
    header = "print the completion of dlr-hub for bash and zsh",
    description = {
      "Prints a script that lets bash and zsh complete commands and options of dlr-hub, the start",
      "script of the archive, or an alias of that name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(dlr-hub completion)",
      "  alias dlr-hub='java -jar /opt/dlr-hub/dlr-hub.jar'"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    System.out.print(AutoComplete.bash("dlr-hub", spec.root().commandLine()));
    return DlrHub.OK;
  }
}
