package io.dlrhub.ledger.sqlite.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.DeadLetter;
import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill before and after each commit, and after each note, of a sink that catches up. */
class KilledProgressTest {

  private static final int RECORDS = 4000;
  private static final int MOST_KILLS = 400;
  private static final List<String> SUFFIXES = List.of("", "-wal", "-positions");

  @TempDir Path folder;
  private final Random random = new Random(3);
  private final Set<Long> delivered = ConcurrentHashMap.newKeySet();
  private final Queue<Kill> kills = new ConcurrentLinkedQueue<>();
  private final AtomicInteger killed = new AtomicInteger();

  /** What it leaves, and what had been delivered by then. */
  private record Kill(String after, Path ledger, Set<Long> delivered) {}

  /** Everything a sink stands behind was delivered or is a dead letter. */
  @Test
  void losesNothing() throws Exception {
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    SqliteLedger.Internals internals =
        new SqliteLedger.Internals(connector, 10_000, Ledgers.PROBE_MILLIS);
    try (Ledger ledger =
        SqliteLedger.open(Ledgers.options(folder.resolve("ledger.db")), internals)) {
      ledger.append(Append.of(Reports.numbers(0, RECORDS)));
      connector.set(
          new HookedConnector.Hook() {
            @Override
            public void before(String sql) {
              if (sql.equals("COMMIT")) {
                killAt("before a commit");
              }
            }

            @Override
            public void after(String sql) {
              if (sql.equals("COMMIT")) {
                killAt("after a commit");
              }
            }
          });
      deliver(ledger.feed(new FeedOptions("s", Kinds.ALL, Start.BEGINNING)));
    }
    assertThat(kills).hasSizeGreaterThan(MOST_KILLS / 2);
    for (Kill kill : kills) {
      assertThat(missing(kill)).as(kill.after).isEmpty();
    }
  }

  private void deliver(Feed feed) throws InterruptedException {
    List<Batch> givenUp = new ArrayList<>();
    while (killed.get() < MOST_KILLS) {
      Batch batch = feed.poll(1 + random.nextInt(3), Duration.ZERO);
      if (batch.isEmpty() || batch.position(0) > RECORDS - 1100) {
        return;
      }
      Batch lone = batch.slice(0, 1);
      switch (random.nextInt(4)) {
        case 0 -> {
          deliver(feed, batch);
          givenUp.clear();
        }
        case 1 -> deliver(feed, lone);
        default -> {
          feed.deadLetter(lone.positionAfter(), lone.lines().get(0), "no", 1);
          givenUp.add(lone);
        }
      }
      killAt("a step");
      if (givenUp.size() == 3) {
        feed.takeBack(givenUp);
        killAt("going back");
        givenUp.clear();
      }
    }
  }

  private void deliver(Feed feed, Batch part) {
    delivered.addAll(part.positions());
    feed.advanceSoon(part.positionAfter());
  }

  private void killAt(String moment) {
    int number = killed.incrementAndGet();
    if (number > MOST_KILLS) {
      return;
    }
    Path copy = folder.resolve("kill-" + number + ".db");
    try {
      for (Map.Entry<String, byte[]> file : filesAtOneMoment().entrySet()) {
        Files.write(Path.of(copy + file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kills.add(new Kill(moment, copy, Set.copyOf(delivered)));
  }

  /** As a kill leaves them: read until no thread wrote between two readings of all of them. */
  private Map<String, byte[]> filesAtOneMoment() throws IOException {
    Map<String, byte[]> before = files();
    while (true) {
      Map<String, byte[]> now = files();
      if (equal(before, now)) {
        return now;
      }
      before = now;
    }
  }

  private static boolean equal(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.keySet().stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)));
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String suffix : SUFFIXES) {
      Path file = Path.of(folder.resolve("ledger.db") + suffix);
      if (Files.exists(file)) {
        files.put(suffix, Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Neither delivered, nor kept, nor to come. */
  private static List<Long> missing(Kill kill) {
    try (Ledger ledger = Ledger.open(Ledgers.options(kill.ledger))) {
      long position = ledger.sinks().isEmpty() ? 0 : ledger.sinks().get(0).position();
      Set<Long> kept =
          ledger.deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 1000).stream()
              .map(DeadLetter::position)
              .collect(Collectors.toSet());
      List<Long> missing = new ArrayList<>();
      for (long seq = 1; seq <= position; seq++) {
        if (!kill.delivered.contains(seq) && !kept.contains(seq)) {
          missing.add(seq);
        }
      }
      return missing;
    }
  }
}
