package io.dlrhub.operator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns are aligned; numbers to the right. */
final class Table {

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(titles);
  }

  void row(String... cells) {
    rows.add(cells);
  }

  void print(PrintStream out) {
    int columns = rows.get(0).length;
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(i == 0 ? "" : GAP).append(aligned(row[i], i));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private String aligned(String cell, int column) {
    String blanks = " ".repeat(width(column) - cell.length());
    return numeric(column) ? blanks + cell : cell + blanks;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private boolean numeric(int column) {
    return rows.size() > 1
        && rows.stream().skip(1).allMatch(row -> row[column].matches("[0-9.%]+|-|"));
  }
}
