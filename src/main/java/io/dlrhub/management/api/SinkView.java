package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.UnknownSink;
import io.dlrhub.ledger.camel.FeedStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Sinks and their replays as the API shows them.
 *
 * @param clock tells how late they are
 * @param delivered records this process has delivered to a sink
 * @param live how new deliveries do
 * @param again how replays and retries do
 * @param pace measures between looks
 */
public record SinkView(
    Clock clock,
    ToLongFunction<String> delivered,
    Supplier<Collection<FeedStatus>> live,
    Supplier<Collection<FeedStatus>> again,
    Pace pace) {

  /** An attempt that takes longer is told of. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * The sink of that name.
   *
   * @throws UnknownSink if there is none
   */
  ObjectNode sink(Ledger ledger, String name) {
    // Refuses an unknown one with the names there are.
    ledger.replays().of(name);
    return ledger.sinks().stream()
        .filter(sink -> sink.name().equals(name))
        .findFirst()
        .map(sink -> sink(ledger, sink))
        .orElseThrow();
  }

  ObjectNode sink(Ledger ledger, SinkState sink) {
    FeedStatus status = find(live, sink.name());
    ObjectNode shown =
        Json.object()
            .put("name", sink.name())
            .put("records", sink.records().name().toLowerCase(Locale.ROOT))
            .put("open", sink.open())
            .put("paused", sink.paused())
            .put("position", sink.position())
            .put("waiting", sink.lag())
            .put("oldestWaiting", Json.time(sink.oldestWaiting()))
            .put("lagSeconds", sink.lagSeconds(clock.instant()))
            .put("deadLetters", sink.deadLetters())
            .put("discarded", sink.discarded())
            .put("delivered", delivered.applyAsLong(sink.name()));
    put(shown, status);
    String waitsFor = waitsFor(sink, status, clock.instant());
    shown
        .put("pace", pace.of(sink.name(), delivered.applyAsLong(sink.name())))
        .put("waitsFor", waitsFor);
    if (shown.path("lastError").isNull() && isSlow(status, clock.instant())) {
      shown.put("lastError", "no answer so far, since " + Json.time(status.deliveringSince()));
    }
    shown.set("replay", ledger.replays().of(sink.name()).map(this::replay).orElse(null));
    return shown;
  }

  /**
   * What keeps a sink from delivering now.
   *
   * @param status nullable
   * @return null for nothing
   */
  public static String waitsFor(SinkState sink, FeedStatus status, Instant now) {
    if (sink.paused()) {
      return "an operator to resume it";
    }
    if (!sink.open()) {
      return "being switched on";
    }
    if (isSlow(status, now)) {
      return "an answer of the far end, since " + Json.time(status.deliveringSince());
    }
    return status == null || status.nextAttempt() == null
        ? null
        : "its next attempt at " + Json.time(status.nextAttempt());
  }

  private static boolean isSlow(FeedStatus status, Instant now) {
    return status != null
        && status.deliveringSince() != null
        && status.deliveringSince().plus(PATIENCE).isBefore(now);
  }

  /** What went wrong since the last delivery. */
  private static void put(ObjectNode shown, FeedStatus status) {
    shown
        .put("failures", status == null ? 0 : status.failures())
        .put("failingSince", status == null ? null : Json.time(status.failingSince()))
        .put("lastError", status == null ? null : status.problem())
        .put("nextAttempt", status == null ? null : Json.time(status.nextAttempt()));
  }

  ObjectNode replay(Replay replay) {
    ObjectNode shown =
        Json.object()
            .put("name", replay.name())
            .put("sink", replay.options().sink())
            .put("state", replay.running() ? "running" : replay.cancelled() ? "cancelled" : "done")
            .put("since", Json.time(replay.options().since()))
            .put("until", Json.time(replay.options().until()))
            .put("account", replay.options().account())
            .put(
                "status",
                replay.options().status() == null ? null : replay.options().status().wireName())
            .put("maxPerSecond", replay.options().maxPerSecond())
            .put("from", replay.from())
            .put("to", replay.to())
            .put("position", replay.progress().position())
            .put("progress", replay.part())
            .put("delivered", replay.progress().delivered())
            .put("refused", replay.progress().refused())
            .put("missed", replay.progress().missed())
            .put("startedAt", Json.time(replay.startedAt()))
            .put("endedAt", Json.time(replay.endedAt()));
    put(shown, replay.running() ? find(again, replay.options().sink()) : null);
    return shown;
  }

  private static FeedStatus find(Supplier<Collection<FeedStatus>> all, String sink) {
    return all.get().stream().filter(one -> one.sink().equals(sink)).findFirst().orElse(null);
  }
}
