package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.report.RecordId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ids the ledger holds: the open generation and closed ones not yet sealed in memory, the
 * sealed ones behind their filters. Changed by the writer's thread alone, and undone when its
 * transaction is rolled back.
 */
public final class IdentityIndex {

  private final Generations generations;
  private Generation open;
  private final Deque<Generation> closed = new ArrayDeque<>();
  private volatile List<SealedRun> sealed = List.of();

  private int openSizeCommitted;
  private final List<Adoption> adoptions = new ArrayList<>();
  private final Map<Generation, MessageChains> messages = new IdentityHashMap<>();
  private boolean closeWanted;
  private Generation next;

  private record Adoption(Generation generation, int index) {}

  public IdentityIndex(Generations generations) {
    this.generations = generations;
  }

  /** Reads everything anew from the file. */
  public void load(Database database) throws SQLException {
    closed.clear();
    adoptions.clear();
    messages.clear();
    next = null;
    List<SealedRun> runs = new ArrayList<>();
    for (Generations.Stored stored : generations.newestFirst(database)) {
      switch (stored.state()) {
        case Generations.SEALED -> runs.add(stored.run(database));
        case Generations.DROPPED -> {}
        default -> {
          Generation generation = rebuild(database, stored);
          if (stored.isOpen()) {
            open = generation;
          } else {
            closed.addLast(generation);
          }
        }
      }
    }
    sealed = List.copyOf(runs);
    openSizeCommitted = open.size();
  }

  private static Generation rebuild(Database database, Generations.Stored stored)
      throws SQLException {
    Generation generation = new Generation(stored.number(), stored.firstSeq(), stored.openedAt());
    database.each(
        row -> {
          long seq = row.getLong(1);
          ByteBuffer entries = ByteBuffer.wrap(row.getBytes(2));
          while (entries.hasRemaining()) {
            generation.add(
                entries.getLong(), entries.getLong(), entries.getLong(), entries.getLong(), seq++);
          }
          return true;
        },
        "SELECT first_seq, entries FROM identity WHERE first_seq >= ? AND first_seq < ?"
            + " ORDER BY first_seq",
        stored.firstSeq(),
        stored.endSeq());
    database.each(
        row -> {
          generation.setReference(generation.indexOfSeq(row.getLong(1)), row.getLong(2));
          return true;
        },
        "SELECT seq, reference_key FROM adopted WHERE seq >= ? AND seq < ?",
        stored.firstSeq(),
        stored.endSeq());
    return generation;
  }

  /** Who holds that id; null when nobody does. */
  public StoredIdentity find(Database database, RecordId id) throws SQLException {
    StoredIdentity inMemory = findInMemory(id.high(), id.low());
    if (inMemory != null) {
      return inMemory;
    }
    for (SealedRun run : sealed) {
      StoredIdentity holder = run.find(database, id.high(), id.low());
      if (holder != null) {
        return holder.reference() != 0 ? holder : withAdopted(database, holder);
      }
    }
    return null;
  }

  /** The positions of the records with that message key, ascending; others may share it. */
  public List<Long> seqsOfMessage(Database database, long key) throws SQLException {
    List<Long> seqs = new ArrayList<>();
    for (SealedRun run : sealed) {
      seqs.addAll(run.seqsOfMessage(database, key));
    }
    for (Generation generation : inMemory()) {
      int committed = generation == open ? openSizeCommitted : generation.size();
      messages.computeIfAbsent(generation, MessageChains::new).collect(key, committed, seqs);
    }
    seqs.sort(null);
    return seqs;
  }

  private StoredIdentity findInMemory(long high, long low) {
    int index = open.find(high, low);
    if (index >= 0) {
      return new StoredIdentity(open.seq(index), open.reference(index));
    }
    for (Generation generation : closed) {
      index = generation.find(high, low);
      if (index >= 0) {
        return new StoredIdentity(generation.seq(index), generation.reference(index));
      }
    }
    return null;
  }

  private static StoredIdentity withAdopted(Database database, StoredIdentity holder)
      throws SQLException {
    long key = database.number(0, "SELECT reference_key FROM adopted WHERE seq = ?", holder.seq());
    return new StoredIdentity(holder.seq(), key);
  }

  /** Adds the identity of a record that was given that position. */
  public void add(PreparedReport report, long seq) {
    RecordId id = report.id();
    open.add(id.high(), id.low(), report.referenceKey(), report.messageKey(), seq);
  }

  /** Gives a holder without a reference the one that came. */
  /** Completes the record of that id by a reference it had none of. */
  public void adopt(Database database, RecordId id, long referenceKey) throws SQLException {
    StoredIdentity holder = find(database, id);
    database.update(
        "INSERT INTO adopted (seq, reference_key) VALUES (?, ?)", holder.seq(), referenceKey);
    for (Generation generation : inMemory()) {
      if (holder.seq() >= generation.firstSeq()) {
        int index = generation.indexOfSeq(holder.seq());
        if (index >= 0) {
          generation.setReference(index, referenceKey);
          adoptions.add(new Adoption(generation, index));
        }
        return;
      }
    }
  }

  private List<Generation> inMemory() {
    List<Generation> all = new ArrayList<>(closed.size() + 1);
    all.add(open);
    all.addAll(closed);
    return all;
  }

  /** The open generation is to be closed with the next commit. */
  public void wantClose() {
    closeWanted = true;
  }

  /** The last thing in a transaction: closes the open generation when it is full. */
  public void flush(Database database, long nextSeq, long now) throws SQLException {
    boolean full = generations.isFull(open);
    boolean used = nextSeq > open.firstSeq();
    if (used && (full || closeWanted)) {
      next = generations.closeOpen(database, open, nextSeq, now);
    }
  }

  public void commit() {
    if (next != null) {
      closed.addFirst(open);
      open = next;
      next = null;
    }
    closeWanted = false;
    openSizeCommitted = open.size();
    adoptions.clear();
  }

  public void rollback() {
    next = null;
    open.truncate(openSizeCommitted);
    adoptions.forEach(adoption -> adoption.generation().setReference(adoption.index(), 0));
    adoptions.clear();
  }

  public Generation open() {
    return open;
  }

  /** The oldest closed generation that is not sealed; null when all are. */
  public Generation oldestUnsealed() {
    return closed.peekLast();
  }

  /** Unsealed closed generations; each holds some twenty megabytes. */
  int unsealed() {
    return closed.size();
  }

  /** Looks it up in its pages from now on. */
  void replaceBySealed(SealedRun run) {
    removeClosed(run.number());
    List<SealedRun> runs = new ArrayList<>(sealed.size() + 1);
    runs.add(run);
    runs.addAll(sealed);
    sealed = List.copyOf(runs);
  }

  /** Forgets a generation that retention removes. */
  public void forget(long number) {
    removeClosed(number);
    sealed = sealed.stream().filter(run -> run.number() != number).toList();
  }

  private void removeClosed(long number) {
    closed.removeIf(generation -> generation.number() == number);
    messages.keySet().removeIf(generation -> generation.number() == number);
  }

  /** Sealed runs, newest first. */
  public List<SealedRun> sealed() {
    return sealed;
  }
}
