package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.DeadLetter;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.DeliveryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a report stands at each sink: {@code delivered}, {@code waiting}, {@code dead-letter},
 * {@code filtered} (the sink gets statistics alone) or {@code not-started} (stored before the sink
 * began). What a filter within a sink's route leaves out is delivered: its steps have ended.
 */
final class SinkStations {

  private record Station(SinkState sink, Map<Long, DeadLetter> letters, Replay replay) {}

  private final List<Station> stations = new ArrayList<>();

  private SinkStations() {}

  /** Read once for all these positions of the log. */
  static SinkStations of(Ledger ledger, List<Long> positions) {
    SinkStations all = new SinkStations();
    for (SinkState sink : ledger.sinks()) {
      Map<Long, DeadLetter> letters =
          ledger.deadLetters().at(sink.name(), positions).stream()
              .collect(Collectors.toMap(DeadLetter::position, Function.identity()));
      all.stations.add(new Station(sink, letters, ledger.replays().of(sink.name()).orElse(null)));
    }
    return all;
  }

  ArrayNode of(long position, DeliveryReport report) {
    ArrayNode shown = Json.object().putArray("sinks");
    for (Station station : stations) {
      DeadLetter letter = station.letters().get(position);
      ObjectNode one =
          shown
              .addObject()
              .put("name", station.sink().name())
              .put("state", letter != null ? "dead-letter" : state(station.sink(), position))
              .put("reason", letter == null ? null : letter.reason())
              .put("deadLetter", letter == null ? null : letter.id());
      one.set("replay", replay(station.replay(), position, report));
    }
    return shown;
  }

  private static String state(SinkState sink, long position) {
    if (sink.records() == FeedOptions.Kinds.STATISTICS) {
      return "filtered";
    }
    if (position > sink.position()) {
      return "waiting";
    }
    return sink.startsAfter() != null && position <= sink.startsAfter()
        ? "not-started"
        : "delivered";
  }

  /** The sink's last replay, where the report is of its selection; null otherwise. */
  private static ObjectNode replay(Replay replay, long position, DeliveryReport report) {
    if (replay == null
        || position < replay.from()
        || position > replay.to()
        || replay.options().account() != null
            && !replay.options().account().equals(report.account())
        || replay.options().status() != null && replay.options().status() != report.status()) {
      return null;
    }
    boolean passed = replay.progress().position() >= position;
    return Json.object()
        .put("name", replay.name())
        .put("state", passed ? "delivered" : replay.running() ? "waiting" : "cancelled")
        .put("startedAt", Json.time(replay.startedAt()));
  }
}
