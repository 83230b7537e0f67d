package io.dlrhub.process;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 1 and 2 at the JMS and HTTP sinks across SIGKILL: the packaged hub is killed between
 * delivery and position, a real broker and a real receiver keep what they were sent, and lists
 * outside of the hub say what that must be.
 */
class SinkCrashIT {

  private static final Path JAR = Path.of("target", "dlr-hub.jar").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String QUEUE = "delivery-reports";
  private static final int KILLS = 5;

  /** What may be delivered and not be saved yet: one save under way and what came since. */
  private static final int UNSAVED = 2 * 1000 + 100;

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private ArtemisBroker broker;
  private FaultProxy proxy;
  private PushTarget latest;

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
            .anyMatch(kill -> earlier < kill + 100 && kill - earlier <= UNSAVED && at >= kill);
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
    proxy.mode(FaultProxy.Mode.SLOW_ANSWERS);
    push(hub, 20, 1);
    await().atMost(LIMIT).until(() -> broker.count(QUEUE) == 22);
    assertThat(hub.metric("dlr_sink_lag{sink=\"jms\"}")).as("not confirmed").isEqualTo(1);
    hub.kill();
    proxy.mode(FaultProxy.Mode.PASS).cut();
    try (PushTarget again = hub()) {
      push(again, 21, 5);
      awaitDelivered(again);
    }
    assertThat(ids(inQueue())).isEqualTo(ids(inLedger())).hasSize(28);
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
