package io.dlrhub.ledger.sqlite.file;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.Record;
import io.dlrhub.report.SentMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
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
      await().atMost(LIMIT).until(() -> Files.size(wal) == 0);
      assertThat(Ledgers.contents(ledger)).hasSize(40_000);
    }
  }

  /** Each change of a tracked message rewrites pages of its own: far more than its bytes. */
  @Test
  void keepsTheWriteAheadLogShortWhileTrackedMessagesAreReportedInWhateverOrder() throws Exception {
    Path wal = folder.resolve("ledger.db-wal");
    try (Ledger ledger = Ledger.open(Ledgers.options(folder.resolve("ledger.db")))) {
      List<String> ids =
          IntStream.range(0, 30_000).mapToObj(i -> UUID.randomUUID().toString()).toList();
      long longest = 0;
      for (int i = 0; i < ids.size(); i += 100) {
        ledger.track(ids.subList(i, i + 100).stream().map(WalKeeperTest::sent).toList());
        longest = Math.max(longest, Files.size(wal));
      }
      List<String> shuffled = new ArrayList<>(ids);
      Collections.shuffle(shuffled, new Random(1));
      for (int i = 0; i < ids.size(); i += 100) {
        ledger.append(
            Append.of(shuffled.subList(i, i + 100).stream().map(WalKeeperTest::report).toList()));
        longest = Math.max(longest, Files.size(wal));
      }
      assertThat(ledger.tracked().complete()).isEqualTo(ids.size());
      assertThat(longest).isLessThan(100L << 20);
    }
  }

  private static SentMessage sent(String id) {
    return new SentMessage(
        "ucloud",
        "default",
        Channel.SMS,
        id,
        List.of("18512345678"),
        Instant.now(),
        null,
        RawJson.of("{\"messageId\":\"" + id + "\"}"));
  }

  private static Record report(String id) {
    return Reports.of(id, "18512345678", DeliveryStatus.DELIVERED, null);
  }
}
