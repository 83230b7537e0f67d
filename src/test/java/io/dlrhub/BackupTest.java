package io.dlrhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import io.dlrhub.testing.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Copies of a running hub's ledger, made and put in place by the commands. */
class BackupTest {

  @TempDir Path folder;

  @Test
  void aCopyMadeWhilePushesComeInHasAllThatWasAcknowledgedBeforeItAndNothingTwice()
      throws Exception {
    Path copy = folder.resolve("it's a copy.db");
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Path running = Files.createDirectory(folder.resolve("running"));
    int before;
    try (HubUnderTest hub = HubUnderTest.in(running).start()) {
      Thread pushes =
          new Thread(
              () -> {
                while (!stop.get()) {
                  push(hub, acknowledged.get());
                  acknowledged.incrementAndGet();
                }
              });
      pushes.start();
      Awaitility.await().atMost(Waiting.LIMIT).until(() -> acknowledged.get() > 50);
      before = acknowledged.get();
      assertThat(execute(new BackupCommand(running), copy)).isZero();
      assertThat(execute(new BackupCommand(running), copy)).as("nothing is replaced").isNotZero();
      stop.set(true);
      pushes.join();
    }
    Path restored = Files.createDirectory(folder.resolve("restored"));
    Files.writeString(
        restored.resolve("application.properties"),
        "dlr.ledger.url=jdbc:sqlite:" + restored.resolve("data/ledger.db") + "\n");
    assertThat(execute(new RestoreCommand(restored), copy)).isZero();
    assertThat(execute(new RestoreCommand(restored), copy)).as("there is a ledger").isNotZero();
    try (HubUnderTest hub = HubUnderTest.in(restored).start()) {
      long held = held(hub.ledger());
      assertThat(held).isBetween((long) before, (long) acknowledged.get());
      for (int i = 0; i < before; i++) {
        assertThat(
                hub.ledger()
                    .inspect()
                    .reports(new ReportQuery("m-" + i, null, null, null, Long.MAX_VALUE, 2))
                    .lines())
            .as("m-%d", i)
            .hasSize(1);
      }
      push(hub, 0);
      assertThat(held(hub.ledger())).as("it knows what it has").isEqualTo(held);
    }
  }

  @Test
  void whatIsNoCopyIsRefusedAndLeavesNothing() throws Exception {
    Path text = Files.writeString(folder.resolve("text.db"), "this is no database".repeat(100));
    LedgerOptions options = LedgerOptions.of("jdbc:sqlite:" + folder.resolve("new/ledger.db"));
    for (Path wrong : new Path[] {text, folder.resolve("nothing"), folder}) {
      Assertions.assertThatThrownBy(() -> LedgerUrl.restore(options, wrong))
          .isInstanceOf(UnusableLedger.class);
    }
    assertThat(folder.resolve("new/ledger.db")).doesNotExist();
    Assertions.assertThatThrownBy(() -> LedgerUrl.backup(options, folder.resolve("copy")))
        .isInstanceOf(UnusableLedger.class)
        .hasMessageContaining("there is no ledger");
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  @Test
  void onPostgresItSaysWhatToUse() {
    LedgerOptions options = LedgerOptions.of("jdbc:postgresql://127.0.0.1:1/dlr");
    Assertions.assertThatThrownBy(() -> LedgerUrl.backup(options, folder.resolve("copy")))
        .hasMessageContaining("pg_dump");
    Assertions.assertThatThrownBy(() -> LedgerUrl.restore(options, folder.resolve("copy")))
        .hasMessageContaining("pg_restore");
  }

  private static void push(HubUnderTest hub, int number) {
    assertThat(hub.push("", UCloudPushes.delivered("m-" + number, "18512345678")).statusCode())
        .isEqualTo(200);
  }

  private static long held(Ledger ledger) {
    return ledger.inspect().extent().reports();
  }

  private static int execute(Object command, Path file) {
    return new CommandLine(command)
        .setExecutionExceptionHandler((failure, line, parsed) -> 1)
        .execute(file.toString());
  }
}
