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

/** {@code restore}: a copy in place of a ledger that is not there. */
@Command(
    name = "restore",
    header = "put a copy that backup has made in place of no ledger",
    description = {
      "Puts a copy that backup has made in place of the ledger of this folder, which must not be there.",
      "What came after the copy is not in it; a sink may be sent again what it had since."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  java -jar dlr-hub.jar restore /backup/ledger-2026-11-27.db"})
final class RestoreCommand implements Callable<Integer> {

  private final Path folder;

  @Parameters(paramLabel = "FILE", description = "of the copy")
  private Path file;

  @Option(names = "--json", description = "what was done as a JSON object")
  private boolean json;

  /**
   * @param folder whose ledger
   */
  RestoreCommand(Path folder) {
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
      LedgerUrl.restore(options, copy);
    } catch (LedgerException e) {
      throw new Failed(e.getMessage());
    }
    long bytes = copy.toFile().length();
    System.out.println(
        json
            ? HubClient.fields(Map.of("file", copy.toString(), "bytes", Long.toString(bytes)))
            : String.format(Locale.ROOT, "the ledger is restored from %s, %,d bytes", copy, bytes));
    return DlrHub.OK;
  }
}
