package io.dlrhub.ledger.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Appended;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Record;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy made by SQLite's own means while the ledger is in use, as docs/operations.md says. */
class HotCopyTest {

  @TempDir Path folder;

  @Test
  void hasEverythingThatWasAcknowledgedBeforeIt() throws Exception {
    Path copy = folder.resolve("copy.db");
    AtomicInteger acknowledged = new AtomicInteger();
    int before;
    try (Ledger ledger =
        Ledgers.withSmallGenerations(Ledgers.options(folder.resolve("ledger.db")))) {
      Feed feed = ledger.feed(new FeedOptions("s", Kinds.ALL, Start.BEGINNING));
      append(ledger, acknowledged, 2000);
      feed.advance(feed.poll(700, Duration.ZERO).positionAfter());
      AtomicBoolean stop = new AtomicBoolean();
      Thread intake =
          new Thread(
              () -> {
                while (!stop.get()) {
                  append(ledger, acknowledged, 10);
                }
              });
      intake.start();
      await().until(() -> acknowledged.get() > 2000);
      before = acknowledged.get();
      copy(folder.resolve("ledger.db"), copy);
      stop.set(true);
      intake.join();
    }
    try (Ledger copied = Ledgers.withSmallGenerations(Ledgers.options(copy))) {
      assertThat(copied.sinks().get(0).position()).isEqualTo(700);
      List<Record> contents = Ledgers.contents(copied);
      assertThat(contents).hasSizeGreaterThanOrEqualTo(before);
      assertThat(contents).isEqualTo(Reports.numbers(0, contents.size()));
      Appended again = copied.append(Append.of(Reports.numbers(0, contents.size())));
      assertThat(again.stored()).as("known").isEmpty();
    }
  }

  private static void append(Ledger ledger, AtomicInteger acknowledged, int count) {
    int from = acknowledged.get();
    ledger.append(Append.of(Reports.numbers(from, from + count)));
    acknowledged.set(from + count);
  }

  private static void copy(Path from, Path to) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + from);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("VACUUM INTO '" + to + "'");
    }
  }
}
