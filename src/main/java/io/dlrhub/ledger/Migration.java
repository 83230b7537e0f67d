package io.dlrhub.ledger;

import java.util.List;

/**
 * Takes a ledger from one engine to another, with every position as it was. What a kill leaves is
 * gone on with by the next: records are stored with how far it came, all else at once at the end.
 */
public final class Migration {

  private static final int RECORDS_AT_ONCE = 5000;

  private Migration() {}

  /** Told after each step. */
  public interface Progress {
    /** So many records are there, of so many. */
    void copied(long records, long of);
  }

  /**
   * What came along.
   *
   * @param rows beside the log
   */
  public record Result(long records, long rows) {}

  /**
   * Does it.
   *
   * @throws UnusableLedger if the engines cannot do that
   * @throws LedgerException if one of both is in use or cannot be reached, the second one has
   *     records of its own, or the counts of both differ at the end
   */
  public static Result run(LedgerOptions from, LedgerOptions to, Progress progress) {
    LedgerUrl.requireUsable(from.url());
    LedgerUrl.requireUsable(to.url());
    try (MigrationSource source = LedgerUrl.engine(from.url()).source(from);
        MigrationTarget target = LedgerUrl.engine(to.url()).target(to)) {
      List<MigratedRecord> first = source.records(0, 1);
      long openedAt = first.isEmpty() ? from.clock().millis() : first.get(0).appendedAt();
      long count = source.count();
      long skipped = source.oldestSeq() - 1;
      long done = target.begin(from.url(), source, openedAt);
      for (List<MigratedRecord> next = source.records(done, RECORDS_AT_ONCE);
          !next.isEmpty();
          next = source.records(done, RECORDS_AT_ONCE)) {
        target.add(next);
        done = next.get(next.size() - 1).seq();
        progress.copied(done - skipped, count);
      }
      return new Result(count, target.finish(source));
    }
  }
}
