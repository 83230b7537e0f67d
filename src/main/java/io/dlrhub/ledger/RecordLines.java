package io.dlrhub.ledger;

import io.dlrhub.report.RecordHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Lines of UTF-8, without line ends. Those of the ledger stay in the rows they were read from,
 * where they lie side by side: an element is copied when it is asked for, and {@link #join} copies
 * as many at once as lie together.
 *
 * <p>So a few lines keep their whole rows in memory, each of 256 KiB at most or of one record.
 */
public final class RecordLines extends AbstractList<byte[]> implements RandomAccess {

  private final byte[][] bodies;
  private final int[] starts;
  private final int[] ends;

  /**
   * @param bodies where each line is; two that are one byte apart have an LF between them
   * @param starts where it begins there
   * @param ends where it ends
   */
  public RecordLines(byte[][] bodies, int[] starts, int[] ends) {
    this.bodies = bodies;
    this.starts = starts;
    this.ends = ends;
  }

  /** These lines, which must not change any more. */
  public static RecordLines of(List<byte[]> lines) {
    if (lines instanceof RecordLines already) {
      return already;
    }
    byte[][] bodies = lines.toArray(byte[][]::new);
    int[] ends = Arrays.stream(bodies).mapToInt(line -> line.length).toArray();
    return new RecordLines(bodies, new int[bodies.length], ends);
  }

  /** A copy of the line. */
  @Override
  public byte[] get(int index) {
    return Arrays.copyOfRange(bodies[index], starts[index], ends[index]);
  }

  /** The line as text. */
  public String text(int index) {
    return new String(bodies[index], starts[index], length(index), StandardCharsets.UTF_8);
  }

  /** What tells its record from others. */
  RecordHead head(int index) {
    return RecordHead.read(bodies[index], starts[index], length(index));
  }

  private int length(int index) {
    return ends[index] - starts[index];
  }

  @Override
  public int size() {
    return bodies.length;
  }

  /** Part of them. Keeps nothing in memory that only the others need. */
  @Override
  public RecordLines subList(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    return new RecordLines(
        Arrays.copyOfRange(bodies, from, to),
        Arrays.copyOfRange(starts, from, to),
        Arrays.copyOfRange(ends, from, to));
  }

  /** Those at these indexes, in that order. */
  public RecordLines pick(List<Integer> indexes) {
    return new RecordLines(
        indexes.stream().map(index -> bodies[index]).toArray(byte[][]::new),
        indexes.stream().mapToInt(index -> starts[index]).toArray(),
        indexes.stream().mapToInt(index -> ends[index]).toArray());
  }

  /**
   * Bytes of all of them, without anything between.
   *
   * @throws ArithmeticException if they are more than an array can hold
   */
  public int bytes() {
    int bytes = 0;
    for (int i = 0; i < size(); i++) {
      bytes = Math.addExact(bytes, length(i));
    }
    return bytes;
  }

  /**
   * Puts them one behind the other.
   *
   * @param separator what goes between them, of ASCII
   */
  public void join(char separator, ByteBuffer into) {
    for (int from = 0, to; from < size(); from = to) {
      to = endOfStretch(from);
      if (from > 0) {
        into.put((byte) separator);
      }
      int moved = into.position() - starts[from];
      into.put(bodies[from], starts[from], ends[to - 1] - starts[from]);
      if (separator != '\n') {
        for (int i = from; i < to - 1; i++) {
          into.put(ends[i] + moved, (byte) separator);
        }
      }
    }
  }

  /** Up to which one they lie side by side. */
  private int endOfStretch(int from) {
    int to = from + 1;
    while (to < size() && bodies[to] == bodies[from] && starts[to] == ends[to - 1] + 1) {
      to++;
    }
    return to;
  }

  /** Lines of JSON as a JSON array. */
  public byte[] jsonArray() {
    ByteBuffer array = ByteBuffer.allocate(Math.max(2, bytes() + size() + 1));
    array.put((byte) '[');
    join(',', array);
    return array.put((byte) ']').array();
  }
}
