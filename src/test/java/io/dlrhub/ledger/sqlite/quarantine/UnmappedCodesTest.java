package io.dlrhub.ledger.sqlite.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.UnmappedCode;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnmappedCodesTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Reports.RECEIVED);

  private static DeliveryReport failed(int number, String code) {
    return Reports.of("s-" + number, Reports.phone(number), DeliveryStatus.FAILED, null).toBuilder()
        .failureReason(FailureReason.UNCLASSIFIED)
        .code(code)
        .description("d".repeat(1000))
        .build();
  }

  private LedgerOptions options() {
    return Ledgers.options(folder.resolve("ledger.db"), clock);
  }

  @Test
  void keepsTheCodesSeenLast() {
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    try (Ledger ledger = SqliteLedger.open(options(), internals(connector))) {
      ledger.append(Append.of(List.of(failed(1, "frequent"), failed(2, "rare"))));
      int number = 10;
      for (int append = 0; append < UnmappedCodes.MOST_ROWS / 100; append++) {
        clock.advance(Duration.ofSeconds(1));
        List<DeliveryReport> reports = new ArrayList<>();
        reports.add(failed(number++, "frequent"));
        for (int i = 0; i < 99; i++) {
          reports.add(failed(number, "code-" + number++));
        }
        ledger.append(Append.of(reports));
      }
      appendInVain(ledger, connector);
      clock.advance(Duration.ofSeconds(1));
      List<DeliveryReport> more = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        more.add(failed(number, "code-" + number++));
      }
      ledger.append(Append.of(more));
      List<UnmappedCode> codes = ledger.inspect().unmappedCodes(20_000);
      assertThat(codes).hasSize(UnmappedCodes.MOST_ROWS);
      assertThat(codes.get(0).code()).isEqualTo("frequent");
      assertThat(codes.get(0).count()).isEqualTo(101);
      assertThat(codes).extracting(UnmappedCode::code).doesNotContain("rare");
      assertThat(codes.get(0).description()).hasSize(256);
    }
  }

  @Test
  void addsFewCodesWithOneCommit() {
    try (Ledger ledger = Ledger.open(options())) {
      List<DeliveryReport> reports = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        reports.add(failed(i, "code-" + i));
      }
      reports.add(failed(500, "code-0"));
      ledger.append(Append.of(reports));
      List<UnmappedCode> codes = ledger.inspect().unmappedCodes(20_000);
      assertThat(codes).hasSize(100);
      assertThat(codes.get(0).count()).isEqualTo(2);
    }
  }

  @Test
  void countsNothingThatWasNotStored() {
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    try (Ledger ledger = SqliteLedger.open(options(), internals(connector))) {
      appendInVain(ledger, connector);
      ledger.append(Append.of(List.of(failed(2, "kept"))));
      assertThat(ledger.inspect().unmappedCodes(10))
          .extracting(UnmappedCode::code)
          .containsExactly("kept");
    }
  }

  private static SqliteLedger.Internals internals(HookedConnector connector) {
    return new SqliteLedger.Internals(connector, 100_000, Ledgers.PROBE_MILLIS);
  }

  private static void appendInVain(Ledger ledger, HookedConnector connector) {
    connector.set(
        new HookedConnector.Hook() {
          @Override
          public void before(String sql) {
            if (sql.startsWith("INSERT INTO log")) {
              throw new IllegalStateException("refused, and not for the file's sake");
            }
          }
        });
    assertThatThrownBy(() -> ledger.append(Append.of(List.of(failed(1_000_000, "lost")))))
        .isInstanceOf(LedgerException.class);
    connector.set(new HookedConnector.Hook() {});
  }
}
