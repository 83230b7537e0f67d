package io.dlrhub.ledger.sqlite.writer;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real file system of a few megabytes, filled to the last byte. Needs the right to mount one. */
class FullDiskTest {

  private static final int BALLAST = 1 << 20;

  @RegisterExtension final SmallDisk disk = SmallDisk.ofMegabytes(6);

  @Test
  void refusesWhileItIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    LedgerOptions options = Ledgers.options(disk.path().resolve("ledger.db"));
    Path ballast = Files.write(disk.path().resolve("ballast"), new byte[BALLAST]);
    List<Record> answered = new ArrayList<>();
    try (Ledger ledger = Ledger.open(options)) {
      DeliveryReport refused = fill(ledger, answered);
      assertThat(ledger.health().writable()).isFalse();
      assertThatThrownBy(() -> ledger.begin("ucloud", "default", "PullUSMSReport"))
          .isInstanceOf(LedgerException.class);

      Files.delete(ballast);
      await().atMost(LIMIT).until(() -> ledger.health().writable());
      ledger.append(Append.of(List.of(refused)));
      answered.add(refused);
      assertThat(ledger.append(Append.of(List.of(refused))).duplicates()).isEqualTo(1);
      assertThat(Ledgers.contents(ledger)).containsExactlyElementsOf(answered);
    }
    try (Ledger again = Ledger.open(options)) {
      assertThat(Ledgers.contents(again)).containsExactlyElementsOf(answered);
    }
  }

  /** Appends until nothing goes in any more; the first report that was refused. */
  private static DeliveryReport fill(Ledger ledger, List<Record> answered) {
    for (int number = 0; ; number++) {
      DeliveryReport report = Reports.number(number);
      try {
        ledger.append(Append.of(List.of(report)));
        answered.add(report);
      } catch (LedgerException e) {
        return report;
      }
    }
  }
}
