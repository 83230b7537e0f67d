package io.dlrhub.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.simulator.Handed;
import io.dlrhub.simulator.MessageWatcher;
import io.dlrhub.simulator.Outcome;
import io.dlrhub.simulator.OutsideList;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the provider's outside list against the lines of the file. What is found on both sides is
 * forgotten, so that it may go on for days.
 */
final class Comparison implements MessageWatcher {

  private static final int RECENT = 200_000;
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(72);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OutsideList outside;
  private final Map<String, Long> open = new HashMap<>();
  private final Set<Long> recent = new LinkedHashSet<>();
  private final Map<String, Long> byStatus = new HashMap<>();
  private final Map<String, Long> byReason = new TreeMap<>();
  private final Map<String, Long> byOrigin = new HashMap<>();
  private long inFile;
  private long twice;
  private long foreign;
  private long superseded;
  private long givenUp;
  private String lastLine = "";

  Comparison(OutsideList outside) {
    this.outside = outside;
  }

  /**
   * How things stand.
   *
   * @param made reports the provider has made
   * @param inFile lines in the file
   * @param byStatus lines by {@code status}
   * @param byReason lines by {@code failureReason}
   * @param byOrigin lines by {@code origin}
   * @param underWay still at the provider, or between its hand and the file
   * @param missing handed over for certain, and not in the file
   * @param lost by the provider: a page cut on its way, a push given up
   * @param superseded "unknown" that a final report of the same phone has overtaken
   * @param twice lines that were there before
   * @param foreign lines about nothing the provider has made
   */
  record State(
      long made,
      long inFile,
      Map<String, Long> byStatus,
      Map<String, Long> byReason,
      Map<String, Long> byOrigin,
      long underWay,
      long missing,
      long lost,
      long superseded,
      long twice,
      long foreign) {}

  @Override
  public void sent(SimulatedMessage message) {
    // Only its reports count.
  }

  @Override
  public synchronized void reported(SimulatedReport report) {
    open.put(report.key(), report.number());
  }

  /** A line of the file. */
  synchronized void line(byte[] line) {
    JsonNode record;
    try {
      record = MAPPER.readTree(line);
    } catch (IOException e) {
      foreign++;
      return;
    }
    if (!record.path("type").asText().equals("delivery-report")) {
      return;
    }
    inFile++;
    byStatus.merge(record.path("status").asText(), 1L, Long::sum);
    byOrigin.merge(record.path("origin").asText(), 1L, Long::sum);
    if (!record.path("failureReason").isNull()) {
      byReason.merge(record.path("failureReason").asText(), 1L, Long::sum);
    }
    lastLine = new String(line, StandardCharsets.UTF_8);
    match(record);
  }

  private void match(JsonNode record) {
    String key =
        SimulatedReport.key(
            record.path("messageId").asText(),
            record.path("phone").asText(),
            record.path("status").asText());
    long print = fingerprint(key);
    Long number = open.remove(key);
    if (number != null) {
      outside.forget(List.of(number));
      remember(print);
    } else if (recent.contains(print)) {
      twice++;
    } else {
      foreign++;
    }
  }

  private void remember(long print) {
    recent.add(print);
    if (recent.size() > RECENT) {
      var oldest = recent.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private static long fingerprint(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  synchronized String lastLine() {
    return lastLine;
  }

  /** Sorts what is open, and forgets what is settled. */
  synchronized State state(Instant now) {
    long underWay = 0;
    long missing = 0;
    long lost = givenUp;
    List<Long> settled = new ArrayList<>();
    for (Handed handed : outside.all()) {
      SimulatedReport report = handed.report();
      if (handed.waiting()) {
        underWay++;
      } else if (overtaken(report)) {
        superseded++;
        settle(report, settled);
      } else if (!handed.lost()) {
        missing++;
      } else {
        lost++;
        if (report.at().isBefore(now.minus(GIVEN_UP_AFTER))) {
          givenUp++;
          settle(report, settled);
        }
      }
    }
    outside.forget(settled);
    return new State(
        outside.made(),
        inFile,
        Map.copyOf(byStatus),
        Map.copyOf(byReason),
        Map.copyOf(byOrigin),
        underWay,
        missing,
        lost,
        superseded,
        twice,
        foreign);
  }

  private void settle(SimulatedReport report, List<Long> settled) {
    open.remove(report.key());
    settled.add(report.number());
  }

  /** An "unknown" whose final report has arrived: the hub does not go back. */
  private boolean overtaken(SimulatedReport report) {
    if (report.verdict().outcome() != Outcome.UNKNOWN) {
      return false;
    }
    SimulatedReport latest = report.message().latest(report.phone());
    return latest.verdict().outcome() != Outcome.UNKNOWN && !open.containsKey(latest.key());
  }
}
