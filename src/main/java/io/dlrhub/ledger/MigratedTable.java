package io.dlrhub.ledger;

import java.util.List;
import java.util.Locale;

/** Tables that both engines have, with the same columns; the log goes by itself. */
public enum MigratedTable {
  STATISTICS_WINDOW(
      null, "provider", "account", "window_start", "window_end", "revision", "figures"),
  COMPLETE_WINDOW(null, "provider", "account", "window_start"),
  SINK(null, "name", "records", "position", "created_at", "paused_at", "discarded"),
  DEAD_LETTER(
      "id", "id", "sink", "seq", "line", "reason", "attempts", "first_at", "last_at", "retry"),
  REPLAY(
      null,
      "sink",
      "number",
      "since",
      "until",
      "account",
      "status",
      "max_per_second",
      "from_seq",
      "to_seq",
      "position",
      "delivered",
      "refused",
      "missed",
      "started_at",
      "ended_at",
      "cancelled"),
  IN_DOUBT(null, "provider", "account", "count", "last_at", "ask_since"),
  TRACKED(
      "number",
      "number",
      "provider",
      "account",
      "channel",
      "message_id",
      "sent_at",
      "reference",
      "raw",
      "state",
      "waiting",
      "seen",
      "step",
      "due_at",
      "urgent",
      "failures"),
  TRACKED_PHONE(null, "message", "phone_key", "phone", "state", "element"),
  TRACKED_ELEMENT("number", "number", "message", "reference", "raw"),
  QUARANTINE(
      "id",
      "id",
      "first_at",
      "last_at",
      "times",
      "source",
      "account",
      "reason",
      "detail",
      "size",
      "sha256",
      "bytes"),
  UNMAPPED_CODE(
      null,
      "provider",
      "channel",
      "kind",
      "code",
      "description",
      "count",
      "first_at",
      "last_at",
      "record_id"),
  TALLY(null, "name", "value");

  private final String number;
  private final List<String> columns;

  MigratedTable(String number, String... columns) {
    this.number = number;
    this.columns = List.of(columns);
  }

  /** Its name in the database. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column whose numbers the engine gives and never gives again; null without one. */
  public String number() {
    return number;
  }

  /** All of them. */
  public List<String> columns() {
    return columns;
  }
}
