package io.dlrhub.management;

import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.UnmappedCode;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.Origin;
import io.dlrhub.report.Record;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.ResultWord;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a ledger did. Whoever opens a ledger in a Camel context tells the {@link
 * LedgerObserver} it finds in the registry, which is this one after {@link Management#attach}.
 *
 * <p>Called for every record on the ledger's one writer thread, so that label values are looked up
 * once and not for each record.
 */
public final class LedgerMetrics implements LedgerObserver {

  /** A time that is none, beside the kinds of {@link UnmappedCode}. */
  private static final String TIME = "time";

  private static final int STATUSES = DeliveryStatus.values().length;
  private static final int ORIGINS = Origin.values().length;

  /** Provider, account, channel, origin, status. */
  private static final int REPORT_LABELS = 5;

  private final CounterTable reports =
      new CounterTable(
          "dlr_reports", "Reports stored.", "provider", "account", "channel", "origin", "status");
  private final CounterTable duplicates =
      new CounterTable("dlr_duplicates", "Reports known already.", "provider", "account", "origin");
  private final CounterTable quarantined =
      new CounterTable(
          "dlr_quarantined", "What could not be understood, kept.", "source", "reason");
  private final CounterTable delivered =
      new CounterTable("dlr_sink_delivered", "Records delivered.", "sink");
  private final CounterTable trimmed =
      new CounterTable("dlr_quarantine_trimmed", "Quarantine entries removed to keep its size.");
  private final CounterTable commitFailures =
      new CounterTable("dlr_ledger_commit_failures", "Commits that failed and were undone.");
  private final CounterTable unmapped =
      new CounterTable(
          "dlr_unmapped",
          "Reports whose result word, failure code or time is not understood.",
          "provider",
          "kind");
  private final TrimmedLog trimmedLog = new TrimmedLog(System::nanoTime);
  private final AppendTimes appendTimes = new AppendTimes();
  private final Map<String, Map<String, LongAdder[]>> cells = new ConcurrentHashMap<>();

  private final SourceBook sources;

  LedgerMetrics(SourceBook sources) {
    this.sources = sources;
    trimmed.cell();
    commitFailures.cell();
  }

  /** Makes the counters of an account that is configured appear before its first report. */
  void expect(String provider, String account, Channel channel, Origin origin) {
    for (DeliveryStatus status : DeliveryStatus.values()) {
      reports.cell(provider, account, channel.wireName(), origin.wireName(), status.wireName());
    }
    duplicates.cell(provider, account, origin.wireName());
    for (String kind : List.of(UnmappedCode.STATUS, UnmappedCode.CODE, TIME)) {
      unmapped.cell(provider, kind);
    }
  }

  /** Makes the quarantine counters of a source appear before its first entry. */
  void expectQuarantine(String source) {
    RejectReason.of(source).forEach(reason -> quarantined.cell(source, reason.wireName()));
  }

  /** Makes the counter of a sink appear before its first delivery. */
  void expectSink(String sink) {
    delivered.cell(sink);
  }

  @Override
  public void stored(Record record) {
    if (record instanceof DeliveryReport report) {
      cell(report).increment();
      sources.came(report);
      noteUnmapped(report);
    }
  }

  private void noteUnmapped(DeliveryReport report) {
    if (report.reportedAt() == null && !DeliveryReport.NO_REPORT.equals(report.code())) {
      unmapped.cell(report.provider(), TIME).increment();
    }
    if (report.failureReason() == FailureReason.UNCLASSIFIED) {
      unmapped.cell(report.provider(), UnmappedCode.CODE).increment();
    } else if (report.status() == DeliveryStatus.UNKNOWN
        && !ResultWord.isKnown(report.providerStatus())) {
      unmapped.cell(report.provider(), UnmappedCode.STATUS).increment();
    }
  }

  private LongAdder cell(DeliveryReport report) {
    LongAdder[] ofAccount =
        cells
            .computeIfAbsent(report.provider(), provider -> new ConcurrentHashMap<>())
            .computeIfAbsent(
                report.account(),
                account -> new LongAdder[Channel.values().length * ORIGINS * STATUSES]);
    int index =
        (report.channel().ordinal() * ORIGINS + report.origin().ordinal()) * STATUSES
            + report.status().ordinal();
    LongAdder cell = ofAccount[index];
    if (cell == null) {
      cell =
          reports.cell(
              report.provider(),
              report.account(),
              report.channel().wireName(),
              report.origin().wireName(),
              report.status().wireName());
      ofAccount[index] = cell;
    }
    return cell;
  }

  @Override
  public void duplicate(Record record) {
    if (record instanceof DeliveryReport report) {
      sources.came(report);
      duplicates.cell(report.provider(), report.account(), report.origin().wireName()).increment();
    }
  }

  @Override
  public void overtaken(DeliveryReport report) {
    duplicate(report);
  }

  @Override
  public void quarantined(Rejected rejected) {
    quarantined.cell(rejected.source(), rejected.reason()).increment();
  }

  @Override
  public void quarantineTrimmed(long entries) {
    trimmed.cell().add(entries);
    trimmedLog.trimmed(entries);
  }

  @Override
  public void commitFailed(Throwable cause) {
    commitFailures.cell().increment();
  }

  @Override
  public void delivered(String sink, long records) {
    delivered.cell(sink).add(records);
  }

  @Override
  public void appendTook(long nanos) {
    appendTimes.add(nanos);
  }

  /** Reports stored by provider, account and channel, then by status. */
  Map<List<String>, Map<String, Long>> reportsByAccount() {
    Map<List<String>, Map<String, Long>> byAccount = new LinkedHashMap<>();
    reports
        .sums(REPORT_LABELS)
        .forEach(
            (labels, count) ->
                byAccount
                    .computeIfAbsent(labels.subList(0, 3), account -> new LinkedHashMap<>())
                    .merge(labels.get(REPORT_LABELS - 1), count, Long::sum));
    return byAccount;
  }

  /** Reports known already, by provider and account. */
  Map<List<String>, Long> duplicatesByAccount() {
    return duplicates.sums(2);
  }

  /** What went to quarantine, by source and reason. */
  Map<List<String>, Long> quarantinedByReason() {
    return quarantined.sums(2);
  }

  /** Records this process has delivered to that sink. */
  long deliveredTo(String sink) {
    return delivered.cell(sink).sum();
  }

  List<MetricSnapshot> snapshots() {
    return List.of(
        reports.snapshot(),
        duplicates.snapshot(),
        quarantined.snapshot(),
        trimmed.snapshot(),
        commitFailures.snapshot(),
        unmapped.snapshot(),
        delivered.snapshot(),
        appendTimes.snapshot());
  }
}
