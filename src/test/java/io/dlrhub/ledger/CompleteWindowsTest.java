package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleteWindowsTest {

  private static final Instant HOUR = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir Path folder;

  @Test
  void remembersTheLastCompleteWindowOfEachAccountAcrossReopening() {
    try (Ledger ledger = open()) {
      assertThat(ledger.lastComplete("tencent", "default")).isEmpty();
      ledger.complete("tencent", "default", HOUR);
      ledger.complete("tencent", "other", HOUR.plusSeconds(3600));
      ledger.complete("tencent", "default", HOUR.minusSeconds(3600));
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.lastComplete("tencent", "default")).contains(HOUR.minusSeconds(3600));
      assertThat(ledger.lastComplete("tencent", "other")).contains(HOUR.plusSeconds(3600));
    }
  }

  private Ledger open() {
    return Ledger.open(LedgerOptions.of(Ledgers.url(folder.resolve("ledger.db"))));
  }
}
