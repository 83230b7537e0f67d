package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.Appended;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.Repeat;
import io.dlrhub.ledger.append.PreparedAppend;
import io.dlrhub.ledger.append.PreparedReject;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.append.RecordLine;
import io.dlrhub.ledger.identity.DuplicateRules;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordId;
import io.dlrhub.report.Rejected;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One append: all of it in the transaction, or nothing. */
final class SharedAppend {

  private final PreparedAppend append;
  private final PostgresState state;
  private final Supplier<LedgerObserver> observer;
  private final long handedIn = System.nanoTime();
  private final CompletableFuture<Appended> answer = new CompletableFuture<>();

  private List<Record> stored;
  private List<Record> duplicates;
  private List<DeliveryReport> overtaken;
  private List<Rejected> quarantined;
  private InDoubt counted;
  private List<Repeat> repeats;
  private StoredIdentity holder;
  private long now;

  SharedAppend(PreparedAppend append, PostgresState state, Supplier<LedgerObserver> observer) {
    this.append = append;
    this.state = state;
    this.observer = observer;
  }

  PreparedAppend append() {
    return append;
  }

  CompletableFuture<Appended> answer() {
    return answer;
  }

  public int records() {
    return append.records().size();
  }

  public long bytes() {
    return append.bytes();
  }

  public void write(AppendGroup group) throws SQLException {
    stored = new ArrayList<>(append.records().size());
    duplicates = new ArrayList<>();
    overtaken = new ArrayList<>();
    quarantined = new ArrayList<>();
    counted = null;
    repeats = new ArrayList<>();
    now = group.now();
    for (Object record : append.records()) {
      if (record instanceof PreparedReport report) {
        writeReport(group, report);
      } else {
        writeStatistics(group, (DeliveryStatistics) record);
      }
    }
    for (PreparedReject reject : append.rejects()) {
      if (group.rejects().add(reject, group.now())) {
        quarantined.add(reject.rejected());
      }
    }
    endPull(group);
  }

  private void writeReport(AppendGroup group, PreparedReport report) throws SQLException {
    holder = null;
    switch (DuplicateRules.judge(report.report(), report.referenceKey(), id -> find(group, id))) {
      case NEW -> store(group, report);
      case SECOND ->
          store(
              group,
              report.withId(DuplicateRules.secondId(report.report(), report.report().status())));
      case DUPLICATE -> cameAgain(report.report(), duplicates);
      case DUPLICATE_WITH_REFERENCE -> {
        group.adopt(report.id(), report.referenceKey());
        cameAgain(report.report(), duplicates);
      }
      case OVERTAKEN -> cameAgain(report.report(), overtaken);
    }
  }

  private StoredIdentity find(AppendGroup group, RecordId id) throws SQLException {
    StoredIdentity found = group.find(id);
    holder = found == null ? holder : found;
    return found;
  }

  /** The last one that was found is what it repeats. */
  private void cameAgain(DeliveryReport report, List<? super DeliveryReport> known) {
    known.add(report);
    repeats.add(new Repeat(holder.seq(), report.origin().wireName(), 1, Instant.ofEpochMilli(now)));
  }

  private void store(AppendGroup group, PreparedReport report) throws SQLException {
    PreparedReport complete = state.tracking().reported(group.session(), report, group.tracked());
    group.add(complete);
    stored.add(complete.report());
  }

  private void writeStatistics(AppendGroup group, DeliveryStatistics reading) throws SQLException {
    DeliveryStatistics revised = state.statistics().revise(group.session(), reading);
    if (revised == null) {
      duplicates.add(reading);
    } else {
      group.addStatistics(RecordLine.of(revised));
      stored.add(revised);
    }
  }

  private void endPull(AppendGroup group) throws SQLException {
    PullIntent intent = append.append().endedPull();
    boolean fresh = intent == null || intent.number() == 0;
    if (!fresh) {
      fresh = state.pulls().end(group.session(), intent);
    }
    // An intent struck out before was counted before: a commit reported as failed may have held.
    if (append.append().inDoubt() != null && fresh) {
      counted = append.append().inDoubt();
      state.pulls().count(group.session(), counted, group.now());
    }
  }

  public void committed() {
    state.repeats().add(repeats, now);
    try {
      tell(observer.get());
    } finally {
      answer.complete(new Appended(stored, duplicates.size() + overtaken.size()));
    }
  }

  private void tell(LedgerObserver told) {
    if (told == LedgerObserver.NONE) {
      return;
    }
    stored.forEach(told::stored);
    duplicates.forEach(told::duplicate);
    overtaken.forEach(told::overtaken);
    quarantined.forEach(told::quarantined);
    if (counted != null) {
      told.inDoubt(counted);
    }
    told.appendTook(System.nanoTime() - handedIn);
  }

  public void failed(LedgerException cause) {
    answer.completeExceptionally(cause);
  }
}
