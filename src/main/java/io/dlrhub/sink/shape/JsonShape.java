package io.dlrhub.sink.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.report.Record;
import java.util.List;

/** Some fields of a record as JSON; the options are those of Kamelet {@code record-json-action}. */
public final class JsonShape extends Shape {

  private List<String> fields = List.of();
  private List<String> without = List.of();
  private List<String> mask = List.of();

  @Override
  byte[] line(Record record, byte[] json) {
    ObjectNode tree = RecordTree.of(json);
    RecordTree.mask(tree, mask);
    tree.remove(without);
    return RecordTree.write(fields.isEmpty() ? tree : RecordTree.only(tree, fields));
  }

  /** Fields to keep, comma-separated, in that order. Default all. */
  public void setFields(String value) {
    fields = names(value);
  }

  /** Fields to leave out, comma-separated. Default none. */
  public void setWithout(String value) {
    without = names(value);
  }

  /** Fields with phone numbers whose middle is hidden, comma-separated. Default none. */
  public void setMask(String value) {
    mask = names(value);
  }
}
