package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Shaped;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of records that a step has given another form: as a list the records' own lines, by
 * which requests are laid out, and beside them the forms, which are sent.
 */
final class ShapedLines extends AbstractList<byte[]> implements RandomAccess {

  private final List<Shaped> shaped;

  private ShapedLines(List<Shaped> shaped) {
    this.shaped = shaped;
  }

  /** A batch, as it is or shaped; null for any other body, of which no positions are known. */
  static Batch batch(Object body) {
    if (body instanceof Batch batch) {
      return batch;
    }
    if (!(body instanceof List<?> list)
        || list.isEmpty()
        || !list.stream().allMatch(ShapedLines::has)) {
      return null;
    }
    List<Shaped> shaped = list.stream().map(Shaped.class::cast).toList();
    long[] positions = shaped.stream().mapToLong(Shaped::position).toArray();
    return new Batch(positions, new ShapedLines(shaped));
  }

  private static boolean has(Object element) {
    return element instanceof Shaped shaped && shaped.position() != Shaped.NOWHERE;
  }

  /** What is sent of a batch. */
  static RecordLines toSend(Batch batch) {
    return RecordLines.of(
        batch.lines() instanceof ShapedLines lines
            ? lines.shaped.stream().map(Shaped::line).toList()
            : batch.lines());
  }

  @Override
  public byte[] get(int index) {
    return RecordJson.write(shaped.get(index).record());
  }

  @Override
  public int size() {
    return shaped.size();
  }
}
