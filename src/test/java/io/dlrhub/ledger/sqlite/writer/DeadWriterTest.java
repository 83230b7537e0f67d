package io.dlrhub.ledger.sqlite.writer;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of the JVM in the one thread that writes. */
class DeadWriterTest {

  private static final HookedConnector.Hook NO_MEMORY =
      new HookedConnector.Hook() {
        @Override
        public void before(String sql) {
          throw new OutOfMemoryError("of this test");
        }
      };

  private final Map<String, Throwable> uncaught = new ConcurrentHashMap<>();
  private final HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @TempDir Path folder;

  @BeforeEach
  void hear() {
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> uncaught.put(t.getName(), e));
  }

  @AfterEach
  void hearNoMore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void isToldToTheHostAndRefusesWhatComes() {
    try (Ledger ledger =
        SqliteLedger.open(
            Ledgers.options(folder.resolve("ledger.db")),
            new SqliteLedger.Internals(connector, 40, 1))) {
      ledger.append(Append.of(Reports.numbers(0, 10)));
      connector.set(NO_MEMORY);
      assertThatThrownBy(() -> ledger.append(Append.of(Reports.numbers(10, 20))))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("writer has ended");
      // Else the wait takes the handler's place and throws the error itself.
      await()
          .dontCatchUncaughtExceptions()
          .atMost(LIMIT)
          .until(() -> uncaught.containsKey("ledger-writer"));
      assertThat(uncaught.get("ledger-writer")).isInstanceOf(OutOfMemoryError.class);
      assertThat(ledger.health().writable()).isFalse();
      assertThat(ledger.health().problem()).contains("writer has ended");
      connector.set(new HookedConnector.Hook() {});
      assertThatThrownBy(() -> ledger.append(Append.of(Reports.numbers(20, 30))))
          .isInstanceOf(LedgerException.class);
    }
  }
}
