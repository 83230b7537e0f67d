package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.operator.Failed;
import io.dlrhub.operator.HubClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: a complete copy of the folder's ledger, while a hub runs on it. */
@Command(
    name = "backup",
    header = "write a complete copy of the ledger of this folder",
    description = {
      "Writes a complete copy of the ledger of this folder to a file that is not there yet, also while",
      "a hub runs on it: everything that was acknowledged before the copy begins is in it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar backup /backup/ledger-2026-11-27.db",
      "  java -jar dlr-hub.jar backup --json /backup/ledger.db"
    })
final class BackupCommand implements Callable<Integer> {

  private final Path folder;

  @Parameters(paramLabel = "FILE", description = "of the copy")
  private Path file;

  @Option(names = "--json", description = "what was done as a JSON object")
  private boolean json;

  /**
   * @param folder whose ledger
   */
  BackupCommand(Path folder) {
    this.folder = folder;
  }

  @Override
  public Integer call() {
    Settings settings = Configuration.settings(folder);
    LedgerOptions options =
        LedgerOptions.of(settings.get("dlr.ledger.url"))
            .withLogin(
                settings.find("dlr.ledger.username").orElse(null),
                settings.find("dlr.ledger.password").orElse(null));
    Path copy = file.toAbsolutePath();
    try {
      LedgerUrl.backup(options, copy);
    } catch (LedgerException e) {
      throw new Failed(e.getMessage());
    }
    long bytes = copy.toFile().length();
    System.out.println(
        json
            ? HubClient.fields(Map.of("file", copy.toString(), "bytes", Long.toString(bytes)))
            : String.format(Locale.ROOT, "the copy %s has %,d bytes", copy, bytes));
    return DlrHub.OK;
  }
}
