package io.dlrhub.ledger;

import io.dlrhub.report.Record;
import io.dlrhub.report.RecordHead;
import io.dlrhub.report.RecordJson;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Records read from the ledger, in order, as the JSON lines they are stored as.
 *
 * <p>An element is parsed when it is asked for; a sink that writes JSON takes {@link #lines}.
 */
public final class Batch extends AbstractList<Record> implements RandomAccess {

  private final long[] positions;
  private final List<byte[]> lines;

  /**
   * @param positions the log position of each record, ascending
   * @param lines each record's JSON, as many
   */
  public Batch(long[] positions, List<byte[]> lines) {
    if (positions.length != lines.size()) {
      throw new IllegalArgumentException(positions.length + " positions, " + lines.size());
    }
    this.positions = positions;
    this.lines = lines;
  }

  /**
   * Each record as one line of UTF-8 JSON, without line ends; {@link RecordLines} where they are
   * from the ledger.
   */
  public List<byte[]> lines() {
    return lines;
  }

  /** What tells the record at that index from others, read without the rest of it. */
  public RecordHead head(int index) {
    return lines instanceof RecordLines own ? own.head(index) : RecordHead.read(lines.get(index));
  }

  /** The log position of the record at that index. */
  public long position(int index) {
    return positions[index];
  }

  /** The log position of each record. */
  public List<Long> positions() {
    return Arrays.stream(positions).boxed().toList();
  }

  /** Whether it has the record at that log position. */
  public boolean hasPosition(long position) {
    return Arrays.binarySearch(positions, position) >= 0;
  }

  /** Where a sink stands that has delivered all of it. */
  public long positionAfter() {
    return positions[positions.length - 1];
  }

  /** Part of it, sharing the lines. */
  public Batch slice(int from, int to) {
    return new Batch(Arrays.copyOfRange(positions, from, to), lines.subList(from, to));
  }

  @Override
  public Record get(int index) {
    return RecordJson.read(lines.get(index));
  }

  @Override
  public int size() {
    return positions.length;
  }
}
