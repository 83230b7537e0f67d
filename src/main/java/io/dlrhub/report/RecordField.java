package io.dlrhub.report;

import java.nio.charset.StandardCharsets;

/**
 * Reads one text of a line of {@link RecordJson} without parsing the rest of it, for searching
 * through many.
 *
 * <p>Rests on how those lines are written: without blanks, {@code raw} last, and quotes within
 * texts escaped, so that {@code ,"phone":} can first occur only where the field is.
 */
public enum RecordField {
  PROVIDER("provider"),
  ACCOUNT("account"),
  CHANNEL("channel"),
  MESSAGE_ID("messageId"),
  PHONE("phone"),
  PHONE_E164("phoneE164"),
  STATUS("status"),
  RECEIVED_AT("receivedAt");

  private final byte[] marker;

  RecordField(String name) {
    marker = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  /** Where the field begins; −1 where there is none. */
  public int indexIn(byte[] line) {
    int last = line.length - marker.length;
    for (int at = 0; at <= last; at++) {
      if (line[at] == ',' && line[at + 2] == marker[2] && isMarkerAt(line, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isMarkerAt(byte[] line, int at) {
    for (int i = 1; i < marker.length; i++) {
      if (line[at + i] != marker[i]) {
        return false;
      }
    }
    return true;
  }

  /** The field's text; null where it is null or missing. */
  public String text(byte[] line) {
    int at = indexIn(line);
    int start = at + marker.length;
    if (at < 0 || line[start] != '"') {
      return null;
    }
    int end = start + 1;
    boolean escaped = false;
    while (line[end] != '"') {
      escaped |= line[end] == '\\';
      end += line[end] == '\\' ? 2 : 1;
    }
    return escaped
        ? RecordJson.text(line, start, end + 1 - start)
        : new String(line, start + 1, end - start - 1, StandardCharsets.UTF_8);
  }
}
