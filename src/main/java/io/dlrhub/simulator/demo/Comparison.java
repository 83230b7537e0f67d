package io.dlrhub.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.simulator.HandOutRecord;
import io.dlrhub.simulator.HandOutState;
import io.dlrhub.simulator.HourlyFigures;
import io.dlrhub.simulator.MessageWatcher;
import io.dlrhub.simulator.Outcome;
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
  private static final String NO_REPORT = "hub:no-report";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HandOutRecord outside;
  private final Statistics statistics;
  private final Map<String, SimulatedReport> open = new HashMap<>();
  private final Set<Long> recent = new LinkedHashSet<>();
  private final Map<String, Long> byStatus = new HashMap<>();
  private final Map<String, Long> byReason = new TreeMap<>();
  private final Map<String, Long> byOrigin = new HashMap<>();
  private long messages;
  private long phones;
  private long finalsMade;
  private long answered;
  private long inFile;
  private long noReport;
  private long backFromPush;
  private long backFromPage;
  private long twice;
  private long foreign;
  private long superseded;
  private long givenUp;
  private String lastLine = "";

  Comparison(HandOutRecord outside, HourlyFigures tencent) {
    this.outside = outside;
    this.statistics = new Statistics(tencent);
  }

  @Override
  public synchronized void sent(SimulatedMessage message) {
    messages++;
    phones += message.phones().size();
    statistics.sent(message);
  }

  @Override
  public synchronized void reported(SimulatedReport report) {
    open.put(report.key(), report);
    finalsMade += isFinal(report) ? 1 : 0;
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
    lastLine = new String(line, StandardCharsets.UTF_8);
    switch (record.path("type").asText()) {
      case "delivery-report" -> report(record);
      case "delivery-statistics" -> statistics.inFile(record);
      default -> foreign++;
    }
  }

  private void report(JsonNode record) {
    inFile++;
    byStatus.merge(record.path("status").asText(), 1L, Long::sum);
    byOrigin.merge(record.path("origin").asText(), 1L, Long::sum);
    if (!record.path("failureReason").isNull()) {
      byReason.merge(record.path("failureReason").asText(), 1L, Long::sum);
    }
    if (record.path("code").asText().equals(NO_REPORT)) {
      noReport++;
    } else {
      match(record);
    }
  }

  private void match(JsonNode record) {
    String key =
        SimulatedReport.key(
            record.path("messageId").asText(),
            record.path("phone").asText(),
            record.path("status").asText());
    long print = fingerprint(key);
    SimulatedReport report = open.remove(key);
    if (report != null) {
      arrived(report, record.path("origin").asText());
      remember(print);
    } else if (recent.contains(print)) {
      twice++;
    } else {
      foreign++;
    }
  }

  private void arrived(SimulatedReport report, String origin) {
    HandOutState handed = outside.find(report.number());
    if (origin.equals("query") && handed != null && handed.lost() && !report.message().video()) {
      if (handed.pushGivenUp()) {
        backFromPush++;
      } else {
        backFromPage++;
      }
    }
    answered += isFinal(report) ? 1 : 0;
    statistics.inFile(report.message(), report.verdict().outcome());
    outside.forget(List.of(report.number()));
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
    OpenReports sorted = new OpenReports();
    List<Long> settled = new ArrayList<>();
    for (HandOutState handed : outside.all()) {
      SimulatedReport report = handed.report();
      if (!handed.waiting() && overtaken(report)) {
        superseded++;
        settle(report, settled);
      } else if (handed.lost()
          && !report.message().video()
          && report.at().isBefore(now.minus(GIVEN_UP_AFTER))) {
        givenUp++;
        settle(report, settled);
      } else {
        sorted.add(handed, isFinal(report));
      }
    }
    outside.forget(settled);
    return state(sorted);
  }

  private State state(OpenReports sorted) {
    return new State(
        messages,
        phones,
        answered,
        outside.made(),
        new State.Lines(
            inFile, noReport, Map.copyOf(byStatus), Map.copyOf(byReason), Map.copyOf(byOrigin)),
        new State.Lost(
            backFromPush + sorted.lostPushed + givenUp,
            backFromPage + sorted.lostPaged,
            backFromPush + backFromPage),
        new State.Waiting(
            phones - finalsMade,
            sorted.finalsUnderWay,
            sorted.finalsLost + givenUp,
            sorted.finalsVideo,
            sorted.finalsMissing),
        sorted.underWay,
        sorted.missing,
        superseded,
        twice,
        foreign,
        statistics.state());
  }

  private void settle(SimulatedReport report, List<Long> settled) {
    open.remove(report.key());
    settled.add(report.number());
  }

  private static boolean isFinal(SimulatedReport report) {
    return report.verdict().outcome() != Outcome.UNKNOWN;
  }

  /** An "unknown" whose final report has arrived: the hub does not go back. */
  private boolean overtaken(SimulatedReport report) {
    if (isFinal(report)) {
      return false;
    }
    SimulatedReport latest = report.message().latest(report.phone());
    return latest != null && isFinal(latest) && !open.containsKey(latest.key());
  }
}
