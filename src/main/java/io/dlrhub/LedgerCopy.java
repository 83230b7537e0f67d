package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.operator.Failed;
import io.dlrhub.operator.HubClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command between the ledger of a folder and a copy of it. */
abstract class LedgerCopy implements Callable<Integer> {

  private final Path folder;
  private final BiConsumer<LedgerOptions, Path> copying;
  private final String done;

  @Parameters(paramLabel = "FILE", description = "of the copy")
  private Path file;

  @Option(names = "--json", description = "what was done as a JSON object")
  private boolean json;

  /**
   * @param folder whose ledger
   * @param copying what is done with the ledger of those options and the file of the copy
   * @param done what is said then, a format of the file and its bytes
   */
  LedgerCopy(Path folder, BiConsumer<LedgerOptions, Path> copying, String done) {
    this.folder = folder;
    this.copying = copying;
    this.done = done;
  }

  @Override
  public final Integer call() {
    Settings settings = Configuration.settings(folder);
    LedgerOptions options =
        LedgerOptions.of(settings.get("dlr.ledger.url"))
            .withLogin(
                settings.find("dlr.ledger.username").orElse(null),
                settings.find("dlr.ledger.password").orElse(null));
    Path copy = file.toAbsolutePath();
    try {
      copying.accept(options, copy);
    } catch (LedgerException e) {
      throw new Failed(e.getMessage());
    }
    long bytes = copy.toFile().length();
    System.out.println(
        json
            ? HubClient.fields(Map.of("file", copy.toString(), "bytes", Long.toString(bytes)))
            : String.format(Locale.ROOT, done, copy, bytes));
    return DlrHub.OK;
  }
}
