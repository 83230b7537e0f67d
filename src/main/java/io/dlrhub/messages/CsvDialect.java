package io.dlrhub.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a CSV file is written.
 *
 * @param separator between cells
 * @param linesBefore lines that were taken from the file before its header
 */
record CsvDialect(char separator, int linesBefore) {

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /** What a spreadsheet writes above the header. */
  private static final Pattern SAID =
      Pattern.compile("\"?sep=(.)\"?[,;\\t ]*", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_HEADER = 1 << 16;

  /** Looks at the first lines, and takes what stands above the header. */
  static CsvDialect of(BufferedReader in) throws IOException {
    in.mark(LONGEST_HEADER);
    String first = firstLine(in);
    Matcher said = SAID.matcher(first.strip());
    if (said.matches()) {
      return new CsvDialect(said.group(1).charAt(0), 1);
    }
    if (first.strip().equalsIgnoreCase("sep=")) {
      return new CsvDialect('\t', 1);
    }
    in.reset();
    return new CsvDialect(mostIn(first), 0);
  }

  /** The first line with anything in it; a line too long to be a header is cut. */
  private static String firstLine(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = 1; read < LONGEST_HEADER; read++) {
      int c = in.read();
      boolean end = c < 0 || c == '\n' || c == '\r';
      if (c < 0 || end && !line.toString().isBlank()) {
        return line.toString();
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static char mostIn(String header) {
    String bare = header.replaceAll("\"[^\"]*\"", "");
    char best = SEPARATORS[0];
    long most = 0;
    for (char separator : SEPARATORS) {
      long many = bare.chars().filter(c -> c == separator).count();
      if (many > most) {
        best = separator;
        most = many;
      }
    }
    return best;
  }
}
