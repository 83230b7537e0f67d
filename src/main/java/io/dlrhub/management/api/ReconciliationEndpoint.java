package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.MissingReport;
import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.Reconciliation;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.TooManyAccounts;
import io.dlrhub.report.DeliveryReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /api/reconciliation}: per account and hour what is held against what statistics say,
 * and tracked against reported; {@link Reconciliation} has the rules. {@code from} and {@code to}
 * are rounded outwards to full hours, UTC; without them, the 24 hours that end with the running
 * one, or as many before {@code to}, or all from {@code from} on. 503 while another request is
 * being worked on.
 */
public final class ReconciliationEndpoint extends ApiEndpoint {

  /**
   * Entries of each of the two lists; {@code moreMissing} and {@code moreUntracked} tell of more.
   */
  private static final int LISTED = 1000;

  /** For the list of what nobody tracked, which needs the log. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Duration USUAL = Duration.ofHours(24);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:00:00Z");

  private final Clock clock;

  /**
   * Under its name, and under the one it had before.
   *
   * @param clock says what the running hour is
   */
  public static List<ApiEndpoint> all(Clock clock) {
    return List.of(
        new ReconciliationEndpoint("/api/reconciliation", clock),
        new ReconciliationEndpoint("/api/books", clock));
  }

  private ReconciliationEndpoint(String path, Clock clock) {
    super("GET", path, "account", "from", "to");
    this.clock = clock;
  }

  @Override
  protected JsonNode answer(Call call) {
    try {
      return describe(call.ledger().reconcile(query(call.given())));
    } catch (TooManyAccounts e) {
      throw new ApiError(400, "parameter account is missing; " + e.getMessage());
    }
  }

  private ReconciliationQuery query(Arguments given) {
    Instant to = time(given, "to");
    Instant from = time(given, "from");
    if (to == null) {
      to = clock.instant();
    }
    if (from == null) {
      from = hourEnd(to).minus(USUAL);
      from = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
    }
    if (!from.isBefore(to)) {
      throw bad(given, "accepted is a time before " + Json.time(to));
    }
    Instant earliest = hourEnd(to).minus(ReconciliationQuery.LONGEST);
    if (from.isBefore(earliest)) {
      throw bad(
          given,
          "accepted are at most 31 days: from "
              + Json.time(earliest)
              + " to "
              + Json.time(hourEnd(to)));
    }
    return new ReconciliationQuery(given.text("account"), from, to, LISTED, PATIENCE);
  }

  /** Blames the one that was given. */
  private static ApiError bad(Arguments given, String accepted) {
    return given.text("from") == null
        ? given.notAccepted("to", "accepted is a time after 1970-01-01T00:00:00Z")
        : given.notAccepted("from", accepted);
  }

  private static Instant time(Arguments given, String name) {
    Instant time = given.time(name);
    if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
      throw given.notAccepted(name, "accepted are years from 1970 to 9999");
    }
    return time;
  }

  private static Instant hourEnd(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(time) ? hour : hour.plus(1, ChronoUnit.HOURS);
  }

  private static ObjectNode describe(Reconciliation reconciliation) {
    ObjectNode answer =
        Json.object()
            .put("from", Json.time(reconciliation.from()))
            .put("to", Json.time(reconciliation.to()))
            .put("complete", reconciliation.isComplete(reconciliation.from()))
            .put("keptSince", Json.time(reconciliation.keptSince()))
            .put("moreMissing", reconciliation.moreMissing())
            .put("moreUntracked", reconciliation.moreUntracked());
    ArrayNode hours = answer.putArray("hours");
    Map<String, ObjectNode> byHour = new HashMap<>();
    for (ReconciledHour hour : reconciliation.hours()) {
      ObjectNode described = describe(hour, reconciliation.isComplete(hour.hour()));
      byHour.put(key(hour.account(), hour.hour()), described);
      hours.add(described);
    }
    for (MissingReport one : reconciliation.missing()) {
      byHour.get(key(one.account(), one.sentAt())).withArray("missing").add(describe(one));
    }
    for (DeliveryReport one : reconciliation.untracked()) {
      byHour
          .get(key(one.account(), Reconciliation.timeOf(one)))
          .withArray("untracked")
          .add(describe(one));
    }
    return answer;
  }

  private static String key(String account, Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS) + account;
  }

  private static ObjectNode describe(ReconciledHour hour, boolean complete) {
    ObjectNode described =
        Json.object()
            .put("account", hour.account())
            .put("hour", Json.time(hour.hour()))
            .put("complete", complete)
            .put("messages", hour.sent().messages())
            .put("tracked", hour.sent().phones())
            .put("withoutPhones", hour.sent().withoutPhones());
    described
        .putObject("held")
        .put("delivered", hour.held().delivered())
        .put("failed", hour.held().failed())
        .put("unknown", hour.held().unknown());
    addStatistics(described, hour);
    described.put("missingCount", hour.missing()).putArray("missing");
    described.put("untrackedCount", hour.held().untracked()).putArray("untracked");
    return described;
  }

  private static void addStatistics(ObjectNode described, ReconciledHour hour) {
    ReconciledHour.Statistics said = hour.statistics();
    if (said == null) {
      described.putNull("statistics").putNull("difference");
      return;
    }
    described
        .putObject("statistics")
        .put("submitted", said.submitted())
        .put("reported", said.reported())
        .put("delivered", said.delivered())
        .put("failed", said.failed())
        .put("revision", said.revision());
    described
        .putObject("difference")
        .put("submitted", hour.tracks() ? said.submitted() - hour.sent().phones() : null)
        .put("reported", said.reported() - hour.reported())
        .put("delivered", said.delivered() - hour.held().delivered())
        .put("failed", said.failed() - hour.held().failed());
  }

  private static ObjectNode describe(MissingReport one) {
    return Json.object()
        .put("messageId", one.messageId())
        .put("phone", one.phone())
        .put("provider", one.provider())
        .put("reference", one.reference())
        .put("sentAt", Json.time(one.sentAt()))
        .put("lastStatus", one.unknown() ? "unknown" : null)
        .put("givenUp", one.givenUp());
  }

  private static ObjectNode describe(DeliveryReport one) {
    return Json.object()
        .put("messageId", one.messageId())
        .put("phone", one.phone())
        .put("provider", one.provider())
        .put("reference", one.reference())
        .put("id", one.id().toString())
        .put("status", one.status().wireName())
        .put("reportedAt", Json.time(one.reportedAt()))
        .put("receivedAt", Json.time(one.receivedAt()));
  }
}
