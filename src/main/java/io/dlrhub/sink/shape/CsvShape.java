package io.dlrhub.sink.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.report.Record;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A record as a row of CSV (RFC 4180); the options are those of Kamelet {@code record-csv-action}.
 *
 * <p>A cell that a spreadsheet would take for a formula begins with an apostrophe. Line breaks in a
 * cell become blanks, so that a row is a line.
 */
public final class CsvShape extends Shape {

  private static final String FORMULA = "=+-@\t";

  private List<String> fields = List.of("id", "messageId", "phone", "status", "receivedAt");
  private List<String> mask = List.of();

  @Override
  byte[] line(Record record, byte[] json) {
    ObjectNode tree = RecordTree.of(json);
    RecordTree.mask(tree, mask);
    String row =
        fields.stream().map(field -> cell(tree.path(field))).collect(Collectors.joining(","));
    return row.getBytes(StandardCharsets.UTF_8);
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    text = text.replaceAll("\\R", " ");
    if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.matches("(?s).*[\",].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** The columns, comma-separated. Default {@code id,messageId,phone,status,receivedAt}. */
  public void setFields(String value) {
    fields = names(value);
  }

  /** Columns with phone numbers whose middle is hidden, comma-separated. Default none. */
  public void setMask(String value) {
    mask = names(value);
  }
}
