package io.dlrhub.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.simulator.HourlyFigures;
import io.dlrhub.simulator.HourlyFigures.Figures;
import io.dlrhub.simulator.Outcome;
import io.dlrhub.simulator.SimulatedMessage;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Tencent's figures of each hour, as they stand in the file, against the reports there. */
final class Statistics {

  private static final int HOURS_KEPT = 48;

  private final HourlyFigures tencent;
  private final TreeMap<Long, Sum> told = new TreeMap<>();
  private final TreeMap<Long, Sum> counted = new TreeMap<>();

  /**
   * @param tencent what the provider itself has
   */
  Statistics(HourlyFigures tencent) {
    this.tencent = tencent;
  }

  /**
   * Phones of one hour, or of all.
   *
   * @param submitted messages, a phone each
   * @param delivered final reports that say delivered
   * @param failed final reports that say failed
   */
  record Sum(long submitted, long delivered, long failed) {

    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(Sum other) {
      return new Sum(
          submitted + other.submitted, delivered + other.delivered, failed + other.failed);
    }

    long reported() {
      return delivered + failed;
    }
  }

  /**
   * How they stand.
   *
   * @param told the newest figures in the file
   * @param counted the reports in the file
   * @param current whether the file has the figures Tencent has now
   * @param agree whether both are the same, hour by hour
   */
  record State(Sum told, Sum counted, boolean current, boolean agree) {

    /** Both are of the same moment, as nobody waits any more, and yet they differ. */
    boolean wrong(long waiting) {
      return waiting == 0 && current && !agree;
    }
  }

  void sent(SimulatedMessage message) {
    count(message, new Sum(message.phones().size(), 0, 0));
  }

  /** A report about that message is in the file. */
  void inFile(SimulatedMessage message, Outcome outcome) {
    switch (outcome) {
      case DELIVERED -> count(message, new Sum(0, 1, 0));
      case FAILED -> count(message, new Sum(0, 0, 1));
      case UNKNOWN -> {
        // Tencent counts it when it is final.
      }
    }
  }

  private void count(SimulatedMessage message, Sum one) {
    put(counted, HourlyFigures.hourOf(message.sentAt()), one, true);
  }

  /** Figures of an hour are in the file; later ones take their place. */
  void inFile(JsonNode figures) {
    long hour = HourlyFigures.hourOf(Instant.parse(figures.path("windowStart").asText()));
    Sum sum =
        new Sum(
            figures.path("submitted").asLong(),
            figures.path("delivered").asLong(),
            figures.path("failed").asLong());
    put(told, hour, sum, false);
  }

  private static void put(TreeMap<Long, Sum> hours, long hour, Sum sum, boolean add) {
    hours.merge(hour, sum, (before, more) -> add ? before.plus(more) : more);
    while (hours.size() > HOURS_KEPT) {
      hours.pollFirstEntry();
    }
  }

  State state() {
    boolean current = true;
    boolean agree = true;
    for (Map.Entry<Long, Sum> hour : counted.entrySet()) {
      Sum said = told.getOrDefault(hour.getKey(), Sum.NONE);
      Figures own = tencent.sum(hour.getKey(), hour.getKey());
      current &= said.equals(new Sum(own.success(), own.delivered(), own.failed()));
      agree &= said.equals(hour.getValue());
    }
    return new State(sum(told), sum(counted), current, agree);
  }

  private static Sum sum(TreeMap<Long, Sum> hours) {
    return hours.values().stream().reduce(Sum.NONE, Sum::plus);
  }
}
