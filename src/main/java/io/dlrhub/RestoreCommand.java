package io.dlrhub;

import io.dlrhub.ledger.LedgerUrl;
import java.nio.file.Path;
import picocli.CommandLine.Command;

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
final class RestoreCommand extends LedgerCopy {

  /**
   * @param folder whose ledger
   */
  RestoreCommand(Path folder) {
    super(folder, LedgerUrl::restore, "the ledger is restored from %s, %,d bytes");
  }
}
