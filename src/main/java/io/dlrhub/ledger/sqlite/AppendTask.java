package io.dlrhub.ledger.sqlite;

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
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.tracking.Tracking;
import io.dlrhub.ledger.sqlite.writer.WriterTask;
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
final class AppendTask implements WriterTask {

  private final PreparedAppend append;
  private final LedgerState state;
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

  AppendTask(PreparedAppend append, LedgerState state, Supplier<LedgerObserver> observer) {
    this.append = append;
    this.state = state;
    this.observer = observer;
  }

  CompletableFuture<Appended> answer() {
    return answer;
  }

  @Override
  public boolean isAppend() {
    return true;
  }

  @Override
  public int records() {
    return append.records().size();
  }

  @Override
  public long bytes() {
    return append.bytes();
  }

  @Override
  public void write(Database database) throws SQLException {
    stored = new ArrayList<>(append.records().size());
    duplicates = new ArrayList<>();
    overtaken = new ArrayList<>();
    quarantined = new ArrayList<>();
    counted = null;
    repeats = new ArrayList<>();
    for (Object record : append.records()) {
      if (record instanceof PreparedReport report) {
        writeReport(database, report);
      } else {
        writeStatistics(database, (DeliveryStatistics) record);
      }
    }
    for (PreparedReject reject : append.rejects()) {
      if (state.quarantine().add(database, reject, state.log().now())) {
        quarantined.add(reject.rejected());
      }
    }
    endPull(database);
  }

  private void writeReport(Database database, PreparedReport report) throws SQLException {
    holder = null;
    switch (DuplicateRules.judge(
        report.report(), report.referenceKey(), id -> find(database, id))) {
      case NEW -> store(database, report, false);
      case SECOND ->
          store(
              database,
              report.withId(DuplicateRules.secondId(report.report(), report.report().status())),
              true);
      case DUPLICATE -> cameAgain(report.report(), duplicates);
      case DUPLICATE_WITH_REFERENCE -> {
        state.identities().adopt(database, report.id(), report.referenceKey());
        cameAgain(report.report(), duplicates);
      }
      case OVERTAKEN -> cameAgain(report.report(), overtaken);
    }
  }

  private StoredIdentity find(Database database, RecordId id) throws SQLException {
    StoredIdentity found = state.identities().find(database, id);
    holder = found == null ? holder : found;
    return found;
  }

  /** The last one that was found is what it repeats. */
  private void cameAgain(DeliveryReport report, List<? super DeliveryReport> known) {
    known.add(report);
    repeats.add(
        new Repeat(
            holder.seq(), report.origin().wireName(), 1, Instant.ofEpochMilli(state.log().now())));
  }

  private void store(Database database, PreparedReport report, boolean second) throws SQLException {
    Tracking.Counted counted = state.tracking().reported(database, report);
    PreparedReport complete = counted.report();
    long seq = state.log().addReport(database, complete);
    state.identities().add(complete, seq);
    state.figures().add(database, complete.report(), second, seq, counted.sentAt());
    state.unmapped().note(complete.report());
    stored.add(complete.report());
  }

  private void writeStatistics(Database database, DeliveryStatistics reading) throws SQLException {
    DeliveryStatistics revised = state.statistics().revise(database, reading);
    if (revised == null) {
      duplicates.add(reading);
    } else {
      state.log().addStatistics(database, RecordLine.of(revised));
      stored.add(revised);
    }
  }

  private void endPull(Database database) throws SQLException {
    PullIntent intent = append.append().endedPull();
    boolean fresh = intent == null || intent.number() == 0;
    if (!fresh) {
      fresh = state.pulls().end(database, intent);
    }
    // An intent struck out before was counted before: a commit reported as failed may have held.
    if (append.append().inDoubt() != null && fresh) {
      counted = append.append().inDoubt();
      state.pulls().count(database, counted, state.log().now());
    }
  }

  @Override
  public void committed() {
    state.repeats().add(repeats, state.log().now());
    if (counted != null) {
      state.pulls().counted(counted);
    }
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

  @Override
  public void failed(LedgerException cause) {
    answer.completeExceptionally(cause);
  }
}
