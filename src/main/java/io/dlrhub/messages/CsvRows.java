package io.dlrhub.messages;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV (RFC 4180) whose first row names the columns, in any order, case and with blanks. Separators
 * are comma, semicolon, tab or bar: the one a first line {@code sep=;} says, else the one the
 * header has most of.
 */
final class CsvRows implements Elements {

  private static final ObjectReader READER =
      CsvMapper.builder(CsvFactory.builder().streamReadConstraints(JsonElements.BOUNDS).build())
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .build()
          .reader();

  private static final int MOST_CELLS = 1000;

  /** A spreadsheet has kept an id as a number and shortened it. */
  private static final Pattern SHORTENED = Pattern.compile("\\d([.,]\\d+)?[Ee]\\+?\\d+");

  /** A formula, or an apostrophe, by which a spreadsheet is told that digits are a text. */
  private static final Pattern TEXT = Pattern.compile("=\"([^\"]*)\"|'(\\d+)");

  private final JsonParser rows;
  private final int linesBefore;
  private final CsvHeader header;
  private String[] ahead;
  private int line = 1;
  private int lineAhead;

  CsvRows(BufferedReader in) throws IOException {
    CsvDialect dialect = CsvDialect.of(in);
    linesBefore = dialect.linesBefore();
    rows =
        READER
            .with(CsvSchema.emptySchema().withColumnSeparator(dialect.separator()))
            .createParser(in);
    // All rows together are an array too.
    rows.nextToken();
    header = read() ? new CsvHeader(ahead, lineAhead, dialect.separator()) : null;
    line = lineAhead;
    ahead = null;
  }

  @Override
  public boolean hasNext() throws IOException {
    return ahead != null || header != null && read();
  }

  /** Reads the next row that has anything in it. */
  private boolean read() throws IOException {
    try {
      while (rows.nextToken() == JsonToken.START_ARRAY) {
        lineAhead = rows.currentLocation().getLineNr() + linesBefore;
        String[] row = row();
        for (String cell : row) {
          if (!cell.isBlank()) {
            ahead = row;
            return true;
          }
        }
      }
      return false;
    } catch (JsonProcessingException e) {
      throw notCsv(e);
    }
  }

  private String[] row() throws IOException {
    List<String> cells = new ArrayList<>();
    while (rows.nextToken() != JsonToken.END_ARRAY) {
      if (cells.size() == MOST_CELLS) {
        throw new BadMessage("line " + lineAhead + " has more than " + MOST_CELLS + " cells");
      }
      cells.add(rows.getText() == null ? "" : rows.getText());
    }
    return cells.toArray(new String[0]);
  }

  @Override
  public JsonNode next() throws IOException {
    String[] row = hasNext() ? ahead : new String[0];
    ahead = null;
    line = lineAhead;
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    for (int column = 0; column < row.length; column++) {
      String text = text(row[column]);
      if (!text.isEmpty()) {
        add(element, header.field(column, line, row.length), text);
      }
    }
    return element;
  }

  private void add(ObjectNode element, Field field, String text) {
    if (field == Field.PHONES) {
      ArrayNode phones =
          element.get(field.wireName()) instanceof ArrayNode some
              ? some
              : element.putArray(field.wireName());
      phones.add(text);
      return;
    }
    boolean id = field == Field.MESSAGE_ID || field == Field.REFERENCE;
    if (id && SHORTENED.matcher(text).matches()) {
      throw place()
          .bad(
              field,
              "is "
                  + Shown.value(text)
                  + ", a number that a spreadsheet has shortened; give the column the format text");
    }
    element.put(field.wireName(), text);
  }

  private static String text(String cell) {
    String stripped = cell.strip();
    var quoted = TEXT.matcher(stripped);
    if (!quoted.matches()) {
      return stripped;
    }
    return quoted.group(1) == null ? quoted.group(2) : quoted.group(1).strip();
  }

  @Override
  public Place place() {
    int at = line;
    return new Place() {
      @Override
      public BadMessage bad(String problem) {
        return new BadMessage("line " + at + ": " + problem);
      }

      @Override
      public BadMessage bad(Field field, String problem) {
        return new BadMessage("line " + at + ", column " + header.name(field) + " " + problem);
      }
    };
  }

  private BadMessage notCsv(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    int where = (at == null ? lineAhead : at.getLineNr()) + linesBefore;
    return new BadMessage(
        "line " + where + ": not CSV, a value in quotes has no end or is too long");
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
