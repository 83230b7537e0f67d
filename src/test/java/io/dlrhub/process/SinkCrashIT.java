package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.FaultProxy;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promises 1 and 2 at the JMS and HTTP sinks across SIGKILL: the packaged hub is killed between
 * delivery and position, a real broker and a real receiver keep what they were sent, and lists
 * outside of the hub say what that must be.
 */
class SinkCrashIT {

  private static final Path JAR = Path.of("target", "dlr-hub.jar").toAbsolutePath();
  private static final String QUEUE = "delivery-reports";
  private static final int KILLS = 5;

  /** What may be delivered and not be noted yet: the last request. */
  private static final int UNCONFIRMED = 100;

  private static final int BACKLOG = 20_000;

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private ArtemisBroker broker;
  private FaultProxy proxy;
  private PushTarget latest;
  private final AtomicInteger answered = new AtomicInteger();

  @BeforeEach
  void startBroker() {
    broker = new ArtemisBroker(folder.resolve("broker")).start();
    proxy = new FaultProxy(broker.port());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (latest != null) {
      latest.kill();
    }
    proxy.close();
    broker.close();
    receiver.close();
  }

  private PushTarget hub() throws Exception {
    latest =
        PushTarget.hub(
            JAR,
            folder,
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
            "dlr.sink.http.enabled=true",
            "dlr.sink.http.url=" + receiver.url(),
            "dlr.sink.jms.enabled=true",
            "dlr.sink.jms.url=tcp://127.0.0.1:" + proxy.port());
    return latest;
  }

  private static void awaitDelivered(PushTarget hub) {
    await().atMost(LIMIT).until(() -> hub.metric("dlr_sink_lag") == 0);
  }

  private static void push(PushTarget hub, int first, int count) {
    for (int i = first; i < first + count; i++) {
      String body = UCloudPushes.delivered("s-" + i, "18512345678");
      String url = "http://127.0.0.1:" + hub.address().getPort() + "/ucloud/reports";
      assertThat(Http.post(url, body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everySinkHasEveryRecordInOrderAfterKillsUnderLoad() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Integer> receivedAtKill = new ArrayList<>();
    try (AcknowledgedPushes pushes = new AcknowledgedPushes(2)) {
      for (int kill = 0; kill < KILLS; kill++) {
        PushTarget hub = hub();
        pushes.to(hub.address().getPort());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1200)));
        hub.kill();
        receivedAtKill.add(receiver.received().size());
      }
      pushes.close();
      try (PushTarget hub = hub()) {
        awaitDelivered(hub);
      }
      List<String> ledger = ids(inLedger());
      assertThat(messageIds(inLedger()))
          .as("seed %d", seed)
          .containsAll(pushes.acknowledged())
          .hasSizeGreaterThan(500);
      assertThat(ids(inQueue())).as("queue, seed %d", seed).isEqualTo(ledger);
      List<String> received = ids(receiver.received());
      assertThat(new LinkedHashSet<>(received))
          .as("first deliveries, seed %d", seed)
          .containsExactlyElementsOf(ledger);
      checkRepeats(received, receivedAtKill, seed);
    }
  }

  /** A record came twice only when a kill came between its delivery and its position. */
  private static void checkRepeats(List<String> received, List<Integer> kills, long seed) {
    Map<String, Integer> before = new HashMap<>();
    for (int i = 0; i < received.size(); i++) {
      int at = i;
      Integer earlier = before.put(received.get(i), i);
      if (earlier != null) {
        assertThat(kills)
            .as("%s came as number %d and %d, seed %d", received.get(i), earlier, at, seed)
            .anyMatch(kill -> earlier < kill + 100 && kill - earlier <= UNCONFIRMED && at >= kill);
      }
    }
  }

  @Test
  void onlyWhatTheReceiverHadNotConfirmedComesAgain() throws Exception {
    PushTarget hub = hub();
    push(hub, 0, 20);
    awaitDelivered(hub);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    receiver.answering(
        request -> {
          arrived.countDown();
          await().until(() -> killed.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
          return Receiver.Answer.of(200);
        });
    push(hub, 20, 1);
    assertThat(arrived.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    hub.kill();
    killed.countDown();
    receiver.answering(request -> Receiver.Answer.of(200));
    try (PushTarget again = hub()) {
      push(again, 21, 5);
      awaitDelivered(again);
    }
    List<String> received =
        messageIds(receiver.received()).stream()
            .filter(id -> !id.startsWith(PushTarget.FIRST))
            .toList();
    assertThat(Set.copyOf(received)).hasSize(26);
    assertThat(received).hasSize(27);
    assertThat(received.indexOf("s-20")).isEqualTo(20);
    assertThat(received.subList(20, 22)).containsExactly("s-20", "s-20");
  }

  /** The broker has committed, its answer is on the way, and the hub dies. */
  @Test
  void theQueueHasEachIdOnceThoughTheHubDiedBeforeItHeardOfTheCommit() throws Exception {
    PushTarget hub = hub();
    push(hub, 0, 20);
    awaitDelivered(hub);
    proxy.mode(FaultProxy.Mode.HELD_ANSWERS);
    push(hub, 20, 1);
    await().atMost(LIMIT).until(() -> broker.count(QUEUE) == 22);
    await("not confirmed").atMost(LIMIT).until(() -> hub.metric("dlr_sink_lag{sink=\"jms\"}") == 1);
    hub.kill();
    proxy.mode(FaultProxy.Mode.PASS).cut();
    try (PushTarget again = hub()) {
      push(again, 21, 5);
      awaitDelivered(again);
    }
    assertThat(ids(inQueue())).isEqualTo(ids(inLedger())).hasSize(28);
  }

  /**
   * All three sinks are down while records pile up, the hub is killed in the middle of catching up.
   * What it repeats after that is at most the last part of each: 100 records of the HTTP sink, 2000
   * of the file; the broker drops repeats.
   */
  @ParameterizedTest
  @ValueSource(strings = {"http", "jms", "file"})
  void aKillWhileItCatchesUpRepeatsTheLastPartAtMost(String watched) throws Exception {
    proxy.mode(FaultProxy.Mode.CUT);
    receiver.answering(request -> Receiver.Answer.of(503));
    try (PushTarget hub = hub()) {
      hub.post("/api/sinks/file/pause");
      for (int i = 0; i < BACKLOG / 1000; i++) {
        String url = "http://127.0.0.1:" + hub.address().getPort() + "/ucloud/reports";
        assertThat(Http.post(url, UCloudPushes.delivered("s-" + i, 1000)).statusCode())
            .isEqualTo(200);
      }
      // Beside the report of the start, which the file sink may have had before its pause.
      assertThat(hub.metric("dlr_sink_lag")).isBetween(3.0 * BACKLOG + 2, 3.0 * BACKLOG + 3);
    }
    long fileBefore = sizeOfFiles();
    CountDownLatch up = new CountDownLatch(1);
    proxy.mode(FaultProxy.Mode.HALF_OPEN);
    receiver.answering(
        request -> {
          if (up.getCount() > 0) {
            await().atMost(LIMIT).until(() -> up.getCount() == 0);
          }
          answered.incrementAndGet();
          return Receiver.Answer.of(200);
        });
    PushTarget hub = hub();
    proxy.mode(FaultProxy.Mode.PASS);
    up.countDown();
    // The file sink has caught up before the answer to this is here.
    CompletableFuture<Void> resumed =
        CompletableFuture.runAsync(() -> hub.post("/api/sinks/file/resume"));
    awaitCatchingUp(hub, watched, fileBefore);
    hub.kill();
    resumed.handle((done, cutShort) -> done).join();
    int http = receiver.received().size();
    // Killed by what another sink has had, it may not have come to make the queue.
    int jms = watched.equals("jms") ? broker.count(QUEUE) : 0;
    int file = inFile().size();
    String at = "killed at %d (HTTP), %d (JMS), %d (file)".formatted(http, jms, file);
    assertThat(Map.of("http", http, "jms", jms, "file", file).get(watched))
        .as(at)
        .isBetween(2, BACKLOG - 1);

    try (PushTarget again = hub()) {
      awaitDelivered(again);
    }
    List<String> ledger = ids(inLedger());
    assertThat(ledger).as("three starts brought a report each").hasSize(BACKLOG + 3);
    assertThat(ids(inQueue())).as(at).isEqualTo(ledger);
    checkRepeats(at + ", HTTP", ids(receiver.received()), ledger, 100);
    checkRepeats(at + ", file", ids(inFile()), ledger, 2000);
  }

  /** Waits until that sink has had some of it, seen from outside. */
  private void awaitCatchingUp(PushTarget hub, String sink, long fileBefore) {
    await()
        .atMost(LIMIT)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                switch (sink) {
                  case "http" -> answered.get() > 60;
                  case "file" -> sizeOfFiles() > fileBefore;
                  default -> hub.metric("dlr_sink_lag{sink=\"jms\"}") < BACKLOG - 4000;
                });
  }

  private static void checkRepeats(
      String at, List<String> received, List<String> ledger, int atMost) {
    assertThat(new LinkedHashSet<>(received)).as(at).containsExactlyElementsOf(ledger);
    assertThat(received.size() - ledger.size()).as(at + ": repeats").isBetween(0, atMost);
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(folder.resolve("data/reports"))) {
      return List.of();
    }
    try (var found = Files.newDirectoryStream(folder.resolve("data/reports"), "*.ndjson")) {
      List<Path> files = new ArrayList<>();
      found.forEach(files::add);
      files.sort(null);
      return files;
    }
  }

  private long sizeOfFiles() throws IOException {
    long size = 0;
    for (Path file : files()) {
      size += Files.size(file);
    }
    return size;
  }

  /** The complete lines. */
  private List<Record> inFile() throws IOException {
    List<Record> records = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .forEach(line -> records.add(RecordJson.read(line.getBytes(StandardCharsets.UTF_8))));
    }
    return records;
  }

  private List<Record> inLedger() throws InterruptedException {
    List<Record> all = new ArrayList<>();
    LedgerOptions options = LedgerOptions.of("jdbc:sqlite:" + folder.resolve("data/ledger.db"));
    try (Ledger ledger = Ledger.open(options);
        Feed feed =
            ledger.feed(
                new FeedOptions(
                    "outside" + System.nanoTime(),
                    FeedOptions.Kinds.ALL,
                    FeedOptions.Start.BEGINNING))) {
      for (Batch batch = feed.poll(1000, Duration.ZERO);
          !batch.isEmpty();
          batch = feed.poll(1000, Duration.ZERO)) {
        all.addAll(batch);
        feed.advance(batch.positionAfter());
      }
    }
    return all;
  }

  private List<Record> inQueue() throws JMSException {
    List<Record> all = new ArrayList<>();
    for (Message message : broker.drain(QUEUE)) {
      all.add(RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8)));
    }
    return all;
  }

  private static List<String> ids(List<Record> records) {
    return records.stream().map(record -> record.id().toString()).toList();
  }

  private static List<String> messageIds(List<Record> records) {
    return records.stream().map(record -> ((DeliveryReport) record).messageId()).toList();
  }
}
