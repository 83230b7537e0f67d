package io.dlrhub.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A customer of the simulated UCloud: keys, messages, a queue to pull from, a URL to push to. */
public final class UCloudAccount {

  private static final int MESSAGES_KEPT = 200_000;

  private final String publicKey;
  private final String privateKey;
  private final String projectId;
  private final Clock clock;
  private final Traffic traffic;
  private final HandOutRecord outside;
  private final AtomicLong numbers;
  private final PullQueue pullQueue = new PullQueue();
  private final MessageStore messages = new MessageStore(MESSAGES_KEPT);
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparing(Arrival::due));
  private final PushClientFactory pushClients;
  private final List<MessageWatcher> watchers = new CopyOnWriteArrayList<>();
  private final Set<String> refusedIds = ConcurrentHashMap.newKeySet();
  private PushClient push;
  private double pushShare;
  private double bothShare;

  /** Makes the client of an account's push URL. */
  interface PushClientFactory {
    PushClient create(URI url, PushOptions options);
  }

  /** Refuses each query that asks for this id, as the gateway does for an id of a wrong form. */
  public void refuseId(String id) {
    refusedIds.add(id);
  }

  boolean refusesId(String id) {
    return refusedIds.contains(id);
  }

  UCloudAccount(
      Keys keys,
      Clock clock,
      Traffic traffic,
      HandOutRecord outside,
      AtomicLong numbers,
      PushClientFactory pushClients) {
    this.publicKey = keys.publicKey();
    this.privateKey = keys.privateKey();
    this.projectId = keys.projectId();
    this.clock = clock;
    this.traffic = traffic;
    this.outside = outside;
    this.numbers = numbers;
    this.pushClients = pushClients;
  }

  /**
   * What a customer signs with.
   *
   * @param projectId the only project there is; null takes any
   */
  public record Keys(String publicKey, String privateKey, String projectId) {}

  public String publicKey() {
    return publicKey;
  }

  public String privateKey() {
    return privateKey;
  }

  /** The only project there is; null takes any. */
  public String projectId() {
    return projectId;
  }

  /** From now on every report is pushed to this URL and none waits to be pulled. */
  public UCloudAccount pushTo(URI url, PushOptions options) {
    return pushTo(url, options, 1, 0);
  }

  /**
   * From now on reports are pushed to this URL or wait to be pulled.
   *
   * @param pushShare share, 0 to 1, of those only pushed
   * @param bothShare share of those pushed and also kept to be pulled; the rest is only kept
   */
  public synchronized UCloudAccount pushTo(
      URI url, PushOptions options, double pushShare, double bothShare) {
    this.push = pushClients.create(url, options);
    this.pushShare = pushShare;
    this.bothShare = bothShare;
    return this;
  }

  /** The client of the push URL; null without one. */
  public synchronized PushClient push() {
    return push;
  }

  /** Tells somebody of every message and report from now on. */
  public UCloudAccount watch(MessageWatcher watcher) {
    watchers.add(watcher);
    return this;
  }

  /** Reports that wait to be pulled. */
  public int waitingToBePulled() {
    return pullQueue.size();
  }

  /** The newest messages, at most 200,000, oldest first. */
  public List<SimulatedMessage> messages() {
    return messages.all();
  }

  /** Sends a message drawn from the traffic; its reports arrive in their time. */
  public SimulatedMessage send() {
    return send(traffic.message(clock.instant()));
  }

  /** Sends this message; its reports arrive in their time. */
  public synchronized SimulatedMessage send(SimulatedMessage message) {
    sent(message);
    arrivals.addAll(traffic.fate(message));
    return message;
  }

  /** Sends a message to these phones; its reports arrive in their time. */
  SimulatedMessage send(boolean video, List<String> phones, String userId) {
    return send(traffic.message(clock.instant(), video, phones, userId));
  }

  /** Makes so many reports about new messages, all there at once. */
  public List<SimulatedReport> reports(int count) {
    List<SimulatedReport> made = new ArrayList<>(count);
    while (made.size() < count) {
      SimulatedMessage message = traffic.message(clock.instant());
      sent(message);
      for (String phone :
          message.phones().subList(0, Math.min(message.phones().size(), count - made.size()))) {
        made.add(report(message, phone, traffic.verdict()));
      }
    }
    pump();
    return made;
  }

  /** Makes this report, now. The message becomes known if it was not. */
  public synchronized SimulatedReport report(
      SimulatedMessage message, String phone, SimulatedVerdict verdict) {
    if (messages.find(message.id(), message.video()) == null) {
      sent(message);
    }
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SimulatedReport report =
        new SimulatedReport(numbers.incrementAndGet(), message, phone, verdict, at);
    watchers.forEach(watcher -> watcher.reported(report));
    handOver(report);
    return report;
  }

  private void report(Arrival arrival) {
    report(arrival.message(), arrival.phone(), arrival.verdict());
  }

  /** Hands over the reports whose time has come, and starts their pushes. */
  void advance() {
    synchronized (this) {
      Instant now = clock.instant();
      while (!arrivals.isEmpty() && !arrivals.peek().due().isAfter(now)) {
        report(arrivals.poll());
      }
    }
    pump();
  }

  /** Hands over now what reports there will be of the messages sent so far. */
  public void hurry() {
    synchronized (this) {
      while (!arrivals.isEmpty()) {
        report(arrivals.poll());
      }
    }
    pump();
  }

  List<SimulatedReport> take(int limit) {
    pullQueue.expire(clock.instant(), outside::expired);
    return pullQueue.take(limit);
  }

  SimulatedMessage find(String id, boolean video) {
    return messages.find(id, video);
  }

  /** Somebody asks for these with the keys of this account. */
  void asked(List<String> ids) {
    watchers.forEach(watcher -> watcher.asked(ids));
  }

  private void sent(SimulatedMessage message) {
    messages.add(message);
    watchers.forEach(watcher -> watcher.sent(message));
  }

  private void pump() {
    PushClient client = push();
    if (client != null) {
      client.pump();
    }
  }

  private void handOver(SimulatedReport report) {
    if (report.message().video()) {
      made(report, 0); // there is no push and no pull of video receipts
      return;
    }
    double draw = push == null ? 1 : traffic.draw();
    boolean both = draw < bothShare;
    boolean pushed = push != null && (both || draw < bothShare + pushShare);
    boolean pulled = both || !pushed;
    made(report, both ? 2 : 1);
    if (pushed) {
      push.add(report);
    }
    if (pulled) {
      pullQueue.add(report);
    }
  }

  /** It is on the outside list before anybody can be given it. */
  private void made(SimulatedReport report, int ways) {
    outside.made(report, ways);
    report.message().reported(report);
  }
}
