package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed is kept over restarts. */
class ChangesTest {

  private static final Instant AT = Instant.parse("2026-11-20T08:00:00.123Z");

  @TempDir Path folder;

  private static Change change(String call) {
    return new Change(0, AT, call, "{\"since\":1}", "10.0.0.7", "page", "all", null);
  }

  @Test
  void changesAreListedNewestFirstWithHowTheyEnded() {
    LedgerOptions options = Ledgers.options(folder.resolve("ledger.db"));
    long first;
    try (Ledger ledger = Ledger.open(options)) {
      first = ledger.changes().begin(change("POST /api/one"));
      ledger.changes().ended(first, 202);
      ledger.changes().begin(change("POST /api/two"));
    }
    try (Ledger ledger = Ledger.open(options)) {
      List<Change> changes = ledger.changes().list(Long.MAX_VALUE, 10);
      assertThat(changes)
          .extracting(Change::call)
          .containsExactly("POST /api/two", "POST /api/one");
      assertThat(changes.get(0).status()).as("it did not end").isNull();
      assertThat(changes.get(1))
          .isEqualTo(
              new Change(
                  first, AT, "POST /api/one", "{\"since\":1}", "10.0.0.7", "page", "all", 202));
      assertThat(ledger.changes().list(changes.get(0).id(), 10)).containsExactly(changes.get(1));
      assertThat(ledger.changes().list(Long.MAX_VALUE, 1)).hasSize(1);
    }
  }
}
