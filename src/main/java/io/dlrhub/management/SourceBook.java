package io.dlrhub.management;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PullOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What came of each source since this process began. Safe for use by many threads. */
final class SourceBook {

  /** What is said of pushes beside the names of the providers' calls. */
  static final String PUSH = "push";

  /** One source. */
  static final class Source {
    final String provider;
    final String account;
    final String action;
    final Map<String, LongAdder> calls = new ConcurrentSkipListMap<>();
    volatile Instant lastSuccess;
    volatile Instant lastErrorAt;
    volatile Instant failingSince;
    volatile String lastError;

    Source(String provider, String account, String action) {
      this.provider = provider;
      this.account = account;
      this.action = action;
    }

    private void failed(Instant at, String problem) {
      lastError = problem;
      lastErrorAt = at;
      failingSince = failingSince == null ? at : failingSince;
    }

    private void count(String outcome) {
      calls.computeIfAbsent(outcome, unseen -> new LongAdder()).increment();
    }
  }

  private final Map<String, Source> sources = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, DeliveryReport>> pushes = new ConcurrentHashMap<>();
  private final Clock clock;

  SourceBook(Clock clock) {
    this.clock = clock;
  }

  /** One that is configured, or has been heard of. */
  Source source(String provider, String account, String action) {
    return sources.computeIfAbsent(
        provider + "\0" + account + "\0" + action, unseen -> new Source(provider, account, action));
  }

  /** All of them; a push's last success is the last report that came by it. */
  Iterable<Source> all() {
    pushes.forEach(
        (provider, accounts) ->
            accounts.forEach(
                (account, report) -> {
                  Source source = source(provider, account, PUSH);
                  source.lastSuccess = report.receivedAt();
                  if (source.lastErrorAt != null
                      && source.lastErrorAt.isBefore(report.receivedAt())) {
                    source.failingSince = null;
                  }
                }));
    return sources.values();
  }

  /** On the writer's thread, for every report. */
  void came(DeliveryReport report) {
    if (report.origin() == Origin.PUSH) {
      pushes
          .computeIfAbsent(report.provider(), unseen -> new ConcurrentHashMap<>())
          .put(report.account(), report);
    }
  }

  /** A push was not taken; whose account it was for is not known. */
  void refused(String provider, String reason, String sender) {
    for (Source source : sources.values()) {
      if (source.action.equals(PUSH) && source.provider.equals(provider)) {
        source.count(reason);
        source.failed(
            clock.instant(), reason + (sender == null ? "" : ", a request from " + sender));
      }
    }
  }

  void pulled(String provider, String account, String action, PullOutcome outcome) {
    Source source = source(provider, account, action);
    source.count(outcome.wireName());
    if (outcome == PullOutcome.OK) {
      source.lastSuccess = clock.instant();
    }
  }

  /**
   * @param problem null when the call brought an answer
   */
  void problem(String provider, String account, String action, String problem) {
    Source source = source(provider, account, action);
    if (problem == null) {
      source.failingSince = null;
    } else {
      source.failed(clock.instant(), problem);
    }
  }
}
