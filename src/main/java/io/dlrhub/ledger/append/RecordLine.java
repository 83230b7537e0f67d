package io.dlrhub.ledger.append;

import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;

/** Records as the lines a row of the log is made of. */
public final class RecordLine {

  private RecordLine() {}

  /** The record's JSON on one line. */
  public static byte[] of(Record record) {
    byte[] line = RecordJson.write(record);
    for (int i = 0; i < line.length; i++) {
      // Raw JSON of a careless caller: between tokens, where alone JSON allows one, it is a blank.
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }
}
