package io.dlrhub.messages;

import io.dlrhub.report.Printable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The row of a CSV file that names its columns. */
final class CsvHeader {

  private final String[] names;
  private final Field[] fields;
  private final char separator;

  /**
   * @param line where it stands
   * @throws BadMessage for a column nobody knows, one that is there twice, and a required one that
   *     is not there
   */
  CsvHeader(String[] names, int line, char separator) {
    this.names = names;
    this.fields = new Field[names.length];
    this.separator = separator;
    Set<Field> met = EnumSet.noneOf(Field.class);
    for (int column = 0; column < names.length; column++) {
      String name = names[column] == null ? "" : names[column];
      Field field = Field.of(name);
      if (field == null && !name.isBlank()) {
        throw new BadMessage(
            String.format(
                Locale.ROOT,
                "line %d, column %s is not known; accepted are %s",
                line,
                Shown.value(name),
                Field.accepted()));
      }
      if (field != null && !met.add(field) && field != Field.PHONES) {
        throw new BadMessage(
            String.format(
                Locale.ROOT, "line %d, column %s is there twice", line, field.wireName()));
      }
      fields[column] = field;
    }
    requireColumn(Field.PROVIDER, met, line);
    requireColumn(Field.MESSAGE_ID, met, line);
  }

  private static void requireColumn(Field field, Set<Field> met, int line) {
    if (!met.contains(field)) {
      throw new BadMessage(
          String.format(
              Locale.ROOT,
              "line %d: there is no column %s; accepted are %s",
              line,
              field.wireName(),
              Field.accepted()));
    }
  }

  /**
   * What a cell that is not blank holds.
   *
   * @param cells in its row
   * @throws BadMessage if the header does not say
   */
  Field field(int column, int line, int cells) {
    if (column >= fields.length) {
      throw new BadMessage(
          String.format(
              Locale.ROOT,
              "line %d has %d cells and the header %d: a value that holds the separator '%s' is"
                  + " written in quotes",
              line,
              cells,
              fields.length,
              separator == '\t' ? "tab" : separator));
    }
    if (fields[column] == null) {
      throw new BadMessage(
          String.format(
              Locale.ROOT,
              "line %d has a value in column %d, which the header does not name",
              line,
              column + 1));
    }
    return fields[column];
  }

  /** The column's name as the file has it. */
  String name(Field field) {
    for (int column = 0; column < fields.length; column++) {
      if (fields[column] == field) {
        return Printable.line(names[column].strip());
      }
    }
    return field.wireName();
  }
}
