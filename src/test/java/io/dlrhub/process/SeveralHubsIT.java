package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.PostgresServer;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged hubs on one PostgreSQL, under push and pull load. One is killed or stopped for
 * longer than a lease, the other takes over; lists kept outside say that nothing is lost.
 */
class SeveralHubsIT {

  private static final int ROUNDS = Integer.getInteger("several.rounds", 3);

  /** Longer than a lease, which is eight seconds. */
  private static final long STOPPED_MILLIS = 11_000;

  @TempDir Path folder;

  /** A folder, and the hub that runs there. */
  private static final class Place {
    private final HubFolder hub;
    private final AcknowledgedPushes pushes = new AcknowledgedPushes(2);
    private HubProcess process;

    Place(HubFolder hub) {
      this.hub = hub;
    }

    void start() {
      process = hub.start();
      pushes.to(hub.port);
    }

    void signal(String name) throws Exception {
      Process sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(sent.waitFor()).isZero();
    }
  }

  @Test
  void loseNothingWhenOneIsKilledOrStopped() throws Exception {
    String url = PostgresServer.url(folder.resolve("ledger"));
    try (UCloudSimulator provider = UCloudSimulator.builder().seed(ROUNDS).start()) {
      List<Place> places = List.of(place("a", url, provider), place("b", url, provider));
      Set<String> acknowledged = new HashSet<>();
      try {
        places.forEach(Place::start);
        for (int round = 0; round < ROUNDS; round++) {
          provider.account().reports(300);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
          disturb(places.get(round % 2), places.get(1 - round % 2), round);
        }
        for (Place place : places) {
          place.pushes.close();
          acknowledged.addAll(place.pushes.acknowledged());
        }
        await().atMost(LIMIT).until(() -> provider.account().waitingToBePulled() == 0);
        check(url, acknowledged);
      } finally {
        for (Place place : places) {
          place.pushes.close();
          place.process.close();
        }
      }
    }
  }

  private Place place(String name, String url, UCloudSimulator provider) throws IOException {
    return new Place(
        new HubFolder(
            Files.createDirectories(folder.resolve(name)),
            "dlr.ledger.url=" + url,
            "dlr.instance=" + name,
            "dlr.ucloud.endpoint=" + provider.endpoint(),
            "dlr.ucloud.public-key=" + provider.account().publicKey(),
            "dlr.ucloud.private-key=" + provider.account().privateKey(),
            "dlr.ucloud.project-id=" + provider.account().projectId(),
            "dlr.ucloud.pull.enabled=true",
            "dlr.ucloud.pull.period=500ms",
            "dlr.ucloud.pull.limit=50"));
  }

  /** The other goes on acknowledging meanwhile. */
  private static void disturb(Place one, Place other, int round) throws Exception {
    int before = other.pushes.acknowledged().size();
    if (round % 2 == 0) {
      one.process.kill();
      await().atMost(LIMIT).until(() -> other.pushes.acknowledged().size() > before);
      one.start();
    } else {
      one.signal("STOP");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STOPPED_MILLIS));
      assertThat(other.pushes.acknowledged().size()).isGreaterThan(before);
      one.signal("CONT");
    }
  }

  private void check(String url, Set<String> acknowledged) throws Exception {
    try (Ledger ledger = Ledger.open(LedgerOptions.of(url))) {
      await()
          .atMost(LIMIT)
          .until(() -> ledger.sinks().stream().mapToLong(SinkState::lag).sum() == 0);
      List<Record> stored = Ledgers.contents(ledger);
      List<String> ids = stored.stream().map(record -> record.id().toString()).toList();
      assertThat(ids).as("stored once").doesNotHaveDuplicates();
      assertThat(acknowledged).hasSizeGreaterThan(500);
      Set<String> kept = new HashSet<>();
      stored.forEach(record -> kept.add(((DeliveryReport) record).messageId()));
      assertThat(acknowledged.stream().filter(id -> !kept.contains(id)))
          .as("acknowledged and not stored")
          .isEmpty();
      Set<String> delivered = new HashSet<>(delivered());
      assertThat(ids.stream().filter(id -> !delivered.contains(id)))
          .as("stored and not delivered")
          .isEmpty();
    }
  }

  /** Ids in the files of both; a line that a kill has cut short is not one. */
  private List<String> delivered() throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".ndjson")).toList()) {
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
          if (!line.isEmpty()) {
            ids.add(RecordJson.read(line.getBytes(StandardCharsets.UTF_8)).id().toString());
          }
        }
      }
    }
    return ids;
  }
}
