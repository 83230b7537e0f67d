package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.append.PreparedAppend;
import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.postgres.database.Head;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.postgres.log.HistoryTable;
import io.dlrhub.ledger.postgres.log.RecordTable;
import io.dlrhub.ledger.postgres.quarantine.CodeTable;
import io.dlrhub.ledger.postgres.quarantine.RejectTable;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the appends of one transaction share: the identities they look for, read at once, and the
 * rows they add, written at once.
 */
final class AppendGroup {

  private final Session session;
  private final Head head;
  private final RejectTable rejects;
  private final CodeTable codes = new CodeTable();
  private final HistoryTable history = new HistoryTable();
  private final Map<UUID, StoredIdentity> known;
  private final Set<UUID> lookedFor;
  private final Map<List<Object>, TrackedMessage> tracked;
  private final List<RecordTable.Row> rows = new ArrayList<>();
  private final Set<List<Object>> accounts = new HashSet<>();

  AppendGroup(Session session, Head head, PostgresState state, List<PreparedAppend> appends)
      throws SQLException {
    this.session = session;
    this.head = head;
    this.rejects = new RejectTable(session, state.options().quarantineMaxBytes());
    this.lookedFor = new HashSet<>();
    Set<String> messages = new LinkedHashSet<>();
    for (PreparedAppend append : appends) {
      for (Object record : append.records()) {
        if (record instanceof PreparedReport report) {
          lookFor(report.report());
          messages.add(report.report().messageId());
        }
      }
    }
    this.known = new HashMap<>(RecordTable.find(session, lookedFor));
    this.tracked = messages.isEmpty() ? Map.of() : state.tracking().of(session, messages);
  }

  private void lookFor(DeliveryReport report) {
    lookedFor.add(RecordTable.uuid(report.id()));
    if (!report.status().isFinal()) {
      lookedFor.add(RecordTable.uuid(Identity.ofReport(report, DeliveryStatus.DELIVERED)));
      lookedFor.add(RecordTable.uuid(Identity.ofReport(report, DeliveryStatus.FAILED)));
    }
  }

  /** Who holds that id, in the log or in this group; null when nobody does. */
  StoredIdentity find(RecordId id) throws SQLException {
    UUID wanted = RecordTable.uuid(id);
    if (!known.containsKey(wanted) && lookedFor.add(wanted)) {
      known.putAll(RecordTable.find(session, Set.of(wanted)));
    }
    return known.get(wanted);
  }

  /** Completes the record of that id by a reference it had none of. */
  void adopt(RecordId id, long referenceKey) throws SQLException {
    StoredIdentity holder = find(id);
    known.put(RecordTable.uuid(id), new StoredIdentity(holder.seq(), referenceKey));
    for (int i = 0; i < rows.size(); i++) {
      RecordTable.Row row = rows.get(i);
      if (row.seq() == holder.seq()) {
        PreparedReport complete =
            new PreparedReport(
                row.report().report(),
                row.report().line(),
                referenceKey,
                row.report().messageKey());
        rows.set(i, new RecordTable.Row(row.seq(), complete, row.line()));
        return;
      }
    }
    RecordTable.adopt(session, holder.seq(), referenceKey);
  }

  /** The tracked messages there are, by what reports say of theirs. */
  Map<List<Object>, TrackedMessage> tracked() {
    return tracked;
  }

  void add(PreparedReport report) {
    long seq = head.hand();
    rows.add(new RecordTable.Row(seq, report, report.line()));
    known.put(RecordTable.uuid(report.id()), new StoredIdentity(seq, report.referenceKey()));
    codes.note(report.report());
    history.count(report.report());
    accounts.add(
        List.of(
            report.report().provider(),
            report.report().account(),
            report.report().channel().wireName()));
  }

  void addStatistics(byte[] line) {
    rows.add(new RecordTable.Row(head.hand(), null, line));
  }

  RejectTable rejects() {
    return rejects;
  }

  Session session() {
    return session;
  }

  long now() {
    return head.now();
  }

  /** Writes all of it; how many entries of the quarantine went to keep its size. */
  long flush() throws SQLException {
    RecordTable.insert(session, head, rows);
    codes.flush(session, head.now());
    history.flush(session, head.now());
    for (List<Object> account : accounts) {
      session.update(
          "INSERT INTO report_account (provider, account, channel) VALUES (?, ?, ?)"
              + " ON CONFLICT DO NOTHING",
          account.toArray());
    }
    return rejects.trim();
  }
}
