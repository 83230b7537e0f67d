package io.dlrhub.ledger.sqlite.log;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records in order after a position. Keeps the row it stopped in, so that small steps do not
 * read it again.
 */
public final class LogReader {

  /** A batch ends with the record that passes this. */
  private static final long MOST_BYTES = 4L << 20;

  /** Rows of other kinds looked at in one go; a reading must not hold up checkpoints. */
  private static final int MOST_ROWS = 5000;

  private final Database database;
  private final FeedOptions.Kinds kinds;
  private LogRow row;

  public LogReader(Database database, FeedOptions.Kinds kinds) {
    this.database = database;
    this.kinds = kinds;
  }

  /**
   * What was found.
   *
   * @param batch the records
   * @param scannedTo nothing else of these kinds lies after the position and up to here
   */
  public record Found(Batch batch, long scannedTo) {}

  public Found read(long position, int atMost) throws SQLException {
    Collected collected = new Collected(position, atMost);
    if (row != null && row.covers(position + 1)) {
      collected.take(row);
    }
    if (collected.wantsMore()) {
      readRows(collected);
    }
    return new Found(collected.toBatch(), collected.scannedTo);
  }

  private void readRows(Collected collected) throws SQLException {
    int[] seen = {0};
    LogRows.from(
        database,
        collected.scannedTo + 1,
        kinds,
        stored -> {
          if (stored.body() == null) {
            collected.scannedTo = stored.lastSeq();
          } else {
            row = stored.open();
            collected.take(row);
          }
          return collected.wantsMore() && ++seen[0] < MOST_ROWS;
        });
  }

  /**
   * One record's line; null where there is none, because retention has removed it. The row it is in
   * is kept.
   */
  public byte[] line(long seq) throws SQLException {
    if (row == null || !row.covers(seq)) {
      LogRows.Stored stored = LogRows.covering(database, seq);
      row = stored == null ? null : stored.open();
    }
    return row != null && row.covers(seq) ? row.line((int) (seq - row.firstSeq())) : null;
  }

  /** A batch in the making. */
  private static final class Collected {
    private final List<Stretch> stretches = new ArrayList<>();
    private final int atMost;
    private int count;
    private long scannedTo;
    private long bytes;

    Collected(long position, int atMost) {
      this.scannedTo = position;
      this.atMost = atMost;
    }

    boolean wantsMore() {
      return count < atMost && bytes < MOST_BYTES;
    }

    void take(LogRow row) {
      int from = (int) Math.max(0, scannedTo + 1 - row.firstSeq());
      int to = from;
      for (; to < row.size() && wantsMore(); to++) {
        scannedTo = row.firstSeq() + to;
        count++;
        bytes += row.end(to) - row.start(to);
      }
      stretches.add(new Stretch(row, from, to));
    }

    Batch toBatch() {
      long[] positions = new long[count];
      byte[][] bodies = new byte[count][];
      int[] starts = new int[count];
      int[] ends = new int[count];
      int at = 0;
      for (Stretch stretch : stretches) {
        LogRow row = stretch.row;
        for (int index = stretch.from; index < stretch.to; index++, at++) {
          positions[at] = row.firstSeq() + index;
          bodies[at] = row.body();
          starts[at] = row.start(index);
          ends[at] = row.end(index);
        }
      }
      return new Batch(positions, new RecordLines(bodies, starts, ends));
    }
  }

  /** Records of a row, from one to before another. */
  private record Stretch(LogRow row, int from, int to) {}
}
