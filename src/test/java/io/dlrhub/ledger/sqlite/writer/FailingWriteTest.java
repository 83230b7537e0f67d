package io.dlrhub.ledger.sqlite.writer;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Each write in turn fails; nothing that was answered is lost, nothing is stored twice. */
class FailingWriteTest {

  /** Nothing here depends on the disk; memory is faster, where there is some. */
  @TempDir(factory = InMemory.class)
  Path folder;

  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "dlr-hub")
          : Files.createTempDirectory("dlr-hub");
    }
  }

  /** How a write fails. */
  enum Fault {
    DISK_FULL(SQLiteErrorCode.SQLITE_FULL, false),
    WRITTEN_BUT_REPORTED_AS_FAILED(SQLiteErrorCode.SQLITE_IOERR_FSYNC, true),
    REFUSED_BY_A_CONSTRAINT(SQLiteErrorCode.SQLITE_CONSTRAINT, false);

    private final SQLiteErrorCode code;
    private final boolean after;

    Fault(SQLiteErrorCode code, boolean after) {
      this.code = code;
      this.after = after;
    }
  }

  /** Lets one write of its life fail, and as many more right after it. */
  private static final class FailingOnce implements HookedConnector.Hook {
    private final Fault fault;
    private final int at;
    private final int times;
    private final AtomicInteger writes = new AtomicInteger();

    FailingOnce(Fault fault, int at, int times) {
      this.fault = fault;
      this.at = at;
      this.times = times;
    }

    @Override
    public void before(String sql) throws SQLException {
      if (!fault.after) {
        fail(sql);
      }
    }

    @Override
    public void after(String sql) throws SQLException {
      if (fault.after) {
        fail(sql);
      }
    }

    private void fail(String sql) throws SQLException {
      int write = writes.incrementAndGet();
      if (write >= at && write < at + times) {
        throw new SQLiteException(fault + " at write " + write + ": " + sql, fault.code);
      }
    }
  }

  private static Ledger open(LedgerOptions options, HookedConnector connector) {
    return SqliteLedger.open(options, new SqliteLedger.Internals(connector, 40, 1));
  }

  /** The files of some hundred ledgers; each is checked when its run ends. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void losesAndDoublesNothingWhicheverWriteFails(Fault fault) throws Exception {
    int failed = 0;
    int at = 1;
    do {
      failed = runWithFault(fault, at, at % 7 == 0 ? 5 : 1);
      at++;
    } while (failed > 0);
    assertThat(at).as("writes that were made to fail").isGreaterThan(100);
  }

  /** How many steps had to be repeated, or 0 when the workload ended before the fault. */
  private int runWithFault(Fault fault, int at, int times) throws Exception {
    LedgerOptions options = Ledgers.options(folder.resolve(fault + "-" + at + ".db"));
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    FailingOnce failing = new FailingOnce(fault, at, times);
    try (Ledger ledger = open(options, connector)) {
      connector.set(failing);
      Workload workload = new Workload(ledger);
      workload.run();
      boolean reached = failing.writes.get() >= at;
      connector.set(new HookedConnector.Hook() {});
      check(ledger, workload, "write " + at);
      ledger.close();
      try (Ledger again = open(options, connector)) {
        check(again, workload, "write " + at + ", reopened");
      }
      return reached ? 1 : 0;
    }
  }

  private static void check(Ledger ledger, Workload workload, String when) throws Exception {
    assertThat(Ledgers.contents(ledger)).as(when).containsExactlyElementsOf(workload.answered());
    SinkState sink =
        ledger.sinks().stream()
            .filter(state -> state.name().equals(Workload.SINK))
            .findFirst()
            .orElseThrow();
    assertThat(sink.position()).as(when).isEqualTo(workload.advancedTo());
    assertThat(sink.deadLetters()).as(when).isEqualTo(Workload.rounds());
    assertThat(ledger.health().writable()).as(when).isTrue();
    assertThat(ledger.inDoubtCounts().get(0).count())
        .as(when)
        .isGreaterThanOrEqualTo(Workload.rounds());
  }

  @Test
  void saysWhyItCannotBeWrittenAndRecoversByItself() {
    AtomicInteger full = new AtomicInteger(1);
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    try (Ledger ledger = open(Ledgers.options(folder.resolve("ledger.db")), connector)) {
      connector.set(
          new HookedConnector.Hook() {
            @Override
            public void before(String sql) throws SQLException {
              if (full.get() == 1 && sql.startsWith("INSERT")) {
                throw new SQLiteException("disk is full", SQLiteErrorCode.SQLITE_FULL);
              }
            }
          });
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> ledger.append(Append.of(List.of(Reports.number(1)))))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("disk is full");
      assertThat(ledger.health().writable()).isFalse();
      assertThat(ledger.health().problem()).contains("disk is full");
      full.set(0);
      org.awaitility.Awaitility.await().atMost(LIMIT).until(() -> ledger.health().writable());
      assertThat(ledger.append(Append.of(List.of(Reports.number(1)))).stored()).hasSize(1);
    }
  }
}
