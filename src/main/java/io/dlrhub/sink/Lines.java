package io.dlrhub.sink;

import io.dlrhub.ledger.Batch;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The body of an exchange as lines of UTF-8. */
public final class Lines {

  private Lines() {}

  /**
   * One line for each element.
   *
   * @param body a batch, a list or one of: record, text, bytes
   * @throws IllegalArgumentException naming the type of anything else
   */
  public static List<byte[]> of(Object body) {
    if (body instanceof Batch batch) {
      return batch.lines();
    }
    if (body instanceof Iterable<?> elements) {
      List<byte[]> lines = new ArrayList<>();
      elements.forEach(element -> lines.add(line(element)));
      return lines;
    }
    return List.of(line(body));
  }

  private static byte[] line(Object element) {
    if (element instanceof Record record) {
      return RecordJson.write(record);
    }
    if (element instanceof Shaped shaped) {
      return shaped.line();
    }
    if (element instanceof byte[] bytes) {
      return bytes;
    }
    if (element instanceof CharSequence text) {
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException(
        "a sink takes records, text or bytes, not "
            + (element == null ? "null" : element.getClass().getName()));
  }
}
