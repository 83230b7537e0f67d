package io.dlrhub.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.LedgerExtent;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.management.api.ApiEndpoint;
import io.dlrhub.management.api.Call;
import io.dlrhub.management.api.HistoryEndpoint;
import io.dlrhub.management.api.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;

/** {@code GET /api/summary}: how the hub is and how much it holds and has done, on one page. */
final class SummaryEndpoint extends ApiEndpoint {

  /** Shown minute by minute. */
  private static final Duration HISTORY = Duration.ofHours(1);

  private final LedgerMetrics metrics;
  private final LedgerView view;
  private final Supplier<Collection<HealthCheck.Result>> health;
  private final Clock clock;
  private final Instant startedAt;

  /**
   * @param health asks every check
   */
  SummaryEndpoint(
      LedgerMetrics metrics,
      LedgerView view,
      Supplier<Collection<HealthCheck.Result>> health,
      Clock clock) {
    super("GET", "/api/summary");
    this.metrics = metrics;
    this.view = view;
    this.health = health;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  protected JsonNode answer(Call call) {
    Instant now = clock.instant();
    LedgerExtent extent = call.ledger().inspect().extent();
    String version = SummaryEndpoint.class.getPackage().getImplementationVersion();
    ObjectNode answer =
        Json.object()
            .put("version", version == null ? "development" : version)
            .put("startedAt", Json.time(startedAt))
            .put("now", Json.time(now))
            .put("role", call.role());
    putHealth(answer.putObject("health"));
    putSinceStart(answer.putObject("sinceStart"));
    answer
        .putObject("ledger")
        .put("reports", extent.reports())
        .put("statistics", extent.statistics())
        .put("oldestReceivedAt", Json.time(extent.oldestReceivedAt()))
        .put("newestReceivedAt", Json.time(extent.newestReceivedAt()))
        .put("fileBytes", extent.fileBytes());
    answer
        .putObject("quarantine")
        .put("entries", extent.quarantineEntries())
        .put("bytes", extent.quarantineBytes());
    putInDoubt(answer.putArray("inDoubt"));
    TrackedCounts tracked = view.tracked();
    answer
        .putObject("tracked")
        .put("waiting", tracked.waiting())
        .put("complete", tracked.complete())
        .put("missing", tracked.missing());
    HistoryQuery hour = new HistoryQuery(now.minus(HISTORY), now, ChronoUnit.MINUTES);
    answer.set("history", HistoryEndpoint.describe(hour, call.ledger().inspect().history(hour)));
    ArrayNode sinks = answer.putArray("sinks");
    view.sinks().forEach(sink -> putSink(sinks.addObject(), sink, now));
    return answer;
  }

  private void putHealth(ObjectNode shown) {
    ArrayNode problems = Json.object().putArray("problems");
    for (HealthCheck.Result result : health.get()) {
      if (result.getState() == HealthCheck.State.DOWN) {
        problems
            .addObject()
            .put("check", result.getCheck().getId())
            .put("message", result.getMessage().orElse(null));
      }
    }
    shown.put("status", problems.isEmpty() ? "UP" : "DOWN").set("problems", problems);
  }

  private void putSinceStart(ObjectNode shown) {
    ArrayNode reports = shown.putArray("reports");
    metrics
        .reportsByAccount()
        .forEach(
            (account, counts) -> {
              ObjectNode one =
                  reports
                      .addObject()
                      .put("provider", account.get(0))
                      .put("account", account.get(1))
                      .put("channel", account.get(2));
              counts.forEach(one::put);
            });
    ArrayNode duplicates = shown.putArray("duplicates");
    metrics
        .duplicatesByAccount()
        .forEach(
            (account, count) ->
                duplicates
                    .addObject()
                    .put("provider", account.get(0))
                    .put("account", account.get(1))
                    .put("count", count));
    ArrayNode quarantined = shown.putArray("quarantined");
    metrics
        .quarantinedByReason()
        .forEach(
            (reason, count) ->
                quarantined
                    .addObject()
                    .put("source", reason.get(0))
                    .put("reason", reason.get(1))
                    .put("count", count));
  }

  private void putInDoubt(ArrayNode shown) {
    view.inDoubt()
        .forEach(
            one ->
                shown
                    .addObject()
                    .put("provider", one.provider())
                    .put("account", one.account())
                    .put("count", one.count()));
  }

  private void putSink(ObjectNode shown, SinkState sink, Instant now) {
    shown
        .put("name", sink.name())
        .put("open", sink.open())
        .put("waiting", sink.lag())
        .put("lagSeconds", sink.lagSeconds(now))
        .put("deadLetters", sink.deadLetters())
        .put("delivered", metrics.deliveredTo(sink.name()));
  }
}
