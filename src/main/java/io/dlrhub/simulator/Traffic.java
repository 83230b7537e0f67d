package io.dlrhub.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Realistic messages and their fates: Chinese mobile numbers, sessions of one to some phones, about
 * 93 of 100 delivered, the others failed in the shares operators have, a few not told at first and
 * final later. The same seed gives the same traffic.
 */
public final class Traffic {

  private static final String[] PREFIXES = {
    "134", "135", "136", "137", "138", "139", "150", "151", "152", "157", "158", "159", "178",
        "182",
    "183", "187", "188", "198", "130", "131", "132", "155", "156", "166", "176", "185", "186",
        "133",
    "153", "173", "177", "180", "181", "189", "199"
  };

  private final Random random;
  private final Verdicts verdicts = Verdicts.load();
  private double deliveredShare = 0.93;
  private double unknownShare = 0.005;
  private double englishShare = 0.15;
  private double userIdShare = 0.7;
  private double videoShare;
  private int maxPhones = 20;
  private Duration meanDelay = Duration.ofSeconds(3);
  private Duration unknownLasts = Duration.ofSeconds(20);

  /** Traffic that is the same for the same seed. */
  public Traffic(long seed) {
    random = new Random(seed);
  }

  /** Share of final reports that say delivered; default 0.93. */
  public Traffic deliveredShare(double share) {
    deliveredShare = share;
    return this;
  }

  /** Share of phones first reported {@code Unknow} and final later; default 0.005. */
  public Traffic unknownShare(double share) {
    unknownShare = share;
    return this;
  }

  /** Share of messages whose receipts are in English; default 0.15. */
  public Traffic englishShare(double share) {
    englishShare = share;
    return this;
  }

  /** Share of messages with a {@code UserId}; default 0.7. */
  public Traffic userIdShare(double share) {
    userIdShare = share;
    return this;
  }

  /** Share of video messages; default 0. */
  public Traffic videoShare(double share) {
    videoShare = share;
    return this;
  }

  /** Phones of the largest session; most have one; default 20. */
  public Traffic maxPhones(int phones) {
    maxPhones = phones;
    return this;
  }

  /** Mean time from sending to the report, exponentially spread; default 3 s; zero is at once. */
  public Traffic meanDelay(Duration delay) {
    meanDelay = delay;
    return this;
  }

  /** How long {@code Unknow} lasts; default 20 s. */
  public Traffic unknownLasts(Duration duration) {
    unknownLasts = duration;
    return this;
  }

  /** A message that is sent now. */
  public synchronized SimulatedMessage message(Instant now) {
    boolean video = random.nextDouble() < videoShare;
    String userId = random.nextDouble() < userIdShare ? "order-" + hex(10) : null;
    return new SimulatedMessage(id(), video, phones(), userId, language(), segments(), now);
  }

  /** A message somebody sends through the simulator to these phones. */
  public synchronized SimulatedMessage message(
      Instant now, boolean video, List<String> phones, String userId) {
    return new SimulatedMessage(id(), video, phones, userId, language(), segments(), now);
  }

  /** The reports there will be about a message. */
  synchronized List<Arrival> fate(SimulatedMessage message) {
    List<Arrival> arrivals = new ArrayList<>(message.phones().size());
    for (String phone : message.phones()) {
      Instant due = message.sentAt().plus(delay());
      if (random.nextDouble() < unknownShare) {
        arrivals.add(new Arrival(due, message, phone, SimulatedVerdict.UNKNOWN));
        due = due.plus(unknownLasts);
      }
      arrivals.add(new Arrival(due, message, phone, verdict()));
    }
    return arrivals;
  }

  /** A final verdict, drawn. */
  synchronized SimulatedVerdict verdict() {
    return random.nextDouble() < deliveredShare
        ? SimulatedVerdict.DELIVERED
        : verdicts.failure(random);
  }

  synchronized double draw() {
    return random.nextDouble();
  }

  private Duration delay() {
    double exponential = -Math.log(1 - random.nextDouble());
    return Duration.ofMillis(Math.round(exponential * meanDelay.toMillis()));
  }

  private Language language() {
    return random.nextDouble() < englishShare ? Language.ENGLISH : Language.CHINESE;
  }

  private int segments() {
    double draw = random.nextDouble();
    return draw < 0.75 ? 1 : draw < 0.95 ? 2 : 3;
  }

  private List<String> phones() {
    int count = random.nextDouble() < 0.8 ? 1 : 1 + random.nextInt(maxPhones);
    Set<String> phones = new LinkedHashSet<>();
    while (phones.size() < count) {
      phones.add(
          PREFIXES[random.nextInt(PREFIXES.length)]
              + String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000)));
    }
    return List.copyOf(phones);
  }

  /** In the shape of the samples: 8-4-4-4-12 hex digits. */
  private String id() {
    return String.join("-", hex(8), hex(4), hex(4), hex(4), hex(12));
  }

  private String hex(int digits) {
    byte[] bytes = new byte[(digits + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }
}
