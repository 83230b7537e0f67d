package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalKeeperTest {

  @TempDir Path folder;

  @Test
  void cutsTheWriteAheadLogOffWhenTheWriterRests() throws Exception {
    Path file = folder.resolve("ledger.db");
    try (Ledger ledger = Ledger.open(Ledgers.options(file))) {
      for (int i = 0; i < 400; i++) {
        ledger.append(Append.of(Reports.numbers(i * 100, i * 100 + 100)));
      }
      Path wal = folder.resolve("ledger.db-wal");
      await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(wal) == 0);
      assertThat(Ledgers.contents(ledger)).hasSize(40_000);
    }
  }
}
