package io.dlrhub;

import io.dlrhub.ledger.LedgerUrl;
import java.nio.file.Path;
import picocli.CommandLine.Command;

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
final class BackupCommand extends LedgerCopy {

  /**
   * @param folder whose ledger
   */
  BackupCommand(Path folder) {
    super(folder, LedgerUrl::backup, "the copy %s has %,d bytes");
  }
}
