package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.TrackedCounts;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.ledger.TrackedState;
import io.dlrhub.ledger.postgres.database.Session;
import io.dlrhub.ledger.schedule.QuerySchedule;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table of messages whose reports are expected. Inside the writer's transaction. */
public final class MessageTable {

  static final int WAITING = 0;
  public static final int COMPLETE = 1;
  public static final int GIVEN_UP = 2;

  private static final String COLUMNS =
      "number, provider, account, channel, message_id, sent_at, reference, raw, waiting, seen,"
          + " state, step, urgent, failures";

  private final QuerySchedule schedule;
  private final PhoneNumbers phones;

  /**
   * @param phones by which two ways of writing a phone are told to be one
   */
  public MessageTable(QuerySchedule schedule, PhoneNumbers phones) {
    this.schedule = schedule;
    this.phones = phones;
  }

  /** Adds it unless it is known; null when it was. */
  TrackedMessage add(Session database, SentMessage message, Instant now, String by)
      throws SQLException {
    int step = schedule.firstStep(message.sentAt(), now);
    long number =
        database.number(
            0,
            "INSERT INTO tracked (provider, account, channel, message_id, sent_at, reference, raw,"
                + " state, waiting, seen, step, due_at, urgent, failures, tracked_at, tracked_by)"
                + " VALUES (?,?,?,?,?,?,?,0,?,0,?,?,0,0,?,?) ON CONFLICT DO NOTHING RETURNING number",
            message.provider(),
            message.account(),
            message.channel().wireName(),
            message.messageId(),
            message.sentAt().toEpochMilli(),
            message.reference(),
            message.raw().utf8(),
            message.phones().isEmpty() ? -1 : 0,
            step,
            schedule.dueAt(step, message.sentAt()).toEpochMilli(),
            now.toEpochMilli(),
            by);
    if (number == 0) {
      return null;
    }
    counted(database, number, PhoneTable.add(database, number, message, false, phones));
    return get(database, number);
  }

  /** The message as it is now. */
  TrackedMessage get(Session database, long number) throws SQLException {
    return database.first(
        MessageTable::read, "SELECT " + COLUMNS + " FROM tracked WHERE number = ?", number);
  }

  /**
   * Adds the phones of an element to the message it speaks of; those known already are left as they
   * are.
   *
   * @return whether one was new
   */
  boolean addPhones(Session database, long number, SentMessage element) throws SQLException {
    return counted(database, number, PhoneTable.add(database, number, element, true, phones));
  }

  private static boolean counted(Session database, long number, int added) throws SQLException {
    if (added > 0) {
      database.update(
          "UPDATE tracked SET waiting = greatest(waiting, 0) + ? WHERE number = ?", added, number);
    }
    return added > 0;
  }

  /** A message that was settled expects reports again: one more phone was told. */
  void reopen(Session database, TrackedMessage message, Instant now) throws SQLException {
    int step = schedule.firstStep(message.sentAt(), now);
    database.update(
        "UPDATE tracked SET state = 0, step = ?, due_at = ?, urgent = 0, failures = 0"
            + " WHERE number = ? AND state <> 0",
        step,
        schedule.dueAt(step, message.sentAt()).toEpochMilli(),
        message.number());
  }

  /** The message a report speaks of; null when it is not tracked. */
  TrackedMessage find(Session database, DeliveryReport report) throws SQLException {
    return find(
        database, report.provider(), report.account(), report.channel(), report.messageId());
  }

  /** The message an element speaks of; null when it is not tracked. */
  TrackedMessage find(Session database, SentMessage element) throws SQLException {
    return find(
        database, element.provider(), element.account(), element.channel(), element.messageId());
  }

  private static TrackedMessage find(
      Session database, String provider, String account, Channel channel, String messageId)
      throws SQLException {
    return database.first(
        MessageTable::read,
        "SELECT "
            + COLUMNS
            + " FROM tracked WHERE message_id = ? AND provider = ? AND account = ? AND channel = ?",
        messageId,
        provider,
        account,
        channel.wireName());
  }

  /**
   * Counts a stored report for its message. Complete is a message of which every phone has a final
   * report; without phones, one that a final report was pushed or pulled for.
   */
  void reported(Session database, TrackedMessage message, DeliveryReport report)
      throws SQLException {
    database.update("UPDATE tracked SET seen = seen + 1 WHERE number = ?", message.number());
    if (message.hasPhones()) {
      phoneReported(database, message.number(), report);
    } else if (report.status().isFinal() && report.origin() != Origin.QUERY) {
      complete(database, message.number());
    }
  }

  /** The reference of the element that told the report's phone; null for none. */
  String reference(Session database, long number, DeliveryReport report) throws SQLException {
    return PhoneTable.reference(database, number, report, phones);
  }

  /** Counts a report for its phone; one that is counted already changes nothing. */
  void phoneReported(Session database, long number, DeliveryReport report) throws SQLException {
    if (PhoneTable.reported(database, number, report, phones)) {
      database.update("UPDATE tracked SET waiting = waiting - 1 WHERE number = ?", number);
      database.update(
          "UPDATE tracked SET state = 1, due_at = NULL, urgent = 0 WHERE number = ? AND waiting = 0",
          number);
    }
  }

  /** Nothing more is expected of it. */
  void complete(Session database, long number) throws SQLException {
    database.update(
        "UPDATE tracked SET state = 1, due_at = NULL, urgent = 0 WHERE number = ?", number);
  }

  /** Messages of these ids, of whatever account. */
  static List<TrackedMessage> withIds(Session database, Collection<String> messageIds)
      throws SQLException {
    return database.list(
        MessageTable::read,
        "SELECT " + COLUMNS + " FROM tracked WHERE message_id = ANY (?)",
        messageIds);
  }

  /** What is due of one account and channel, the longest due first. */
  static List<TrackedMessage> due(Session reader, DueQuery query, Instant now, int atMost)
      throws SQLException {
    return reader.list(
        MessageTable::read,
        "SELECT "
            + COLUMNS
            + " FROM tracked WHERE provider = ? AND account = ? AND channel = ? AND due_at <= ?"
            + " ORDER BY due_at LIMIT ?",
        query.provider(),
        query.account(),
        query.channel().wireName(),
        now.toEpochMilli(),
        atMost);
  }

  /** Of whom there are messages. */
  static List<DueQuery> queries(Session reader) throws SQLException {
    return reader.list(
        row -> new DueQuery(row.getString(1), row.getString(2), Channel.of(row.getString(3))),
        "SELECT DISTINCT provider, account, channel FROM tracked");
  }

  /** The message as it is now; null when it is complete or forgotten. */
  TrackedMessage incomplete(Session database, long number) throws SQLException {
    return database.first(
        MessageTable::read,
        "SELECT " + COLUMNS + " FROM tracked WHERE number = ? AND state <> 1",
        number);
  }

  /**
   * It was asked for, or its time came with nobody to ask. Plans the next step.
   *
   * @return whether there is none left and it has to be given up
   */
  boolean asked(Session database, TrackedMessage message, Instant now) throws SQLException {
    if (message.reports().givenUp()) {
      return plan(database, message, null, message.asking().step());
    }
    int next =
        message.asking().urgent()
                && schedule.dueAt(message.asking().step(), message.sentAt()).isAfter(now)
            ? message.asking().step()
            : schedule.nextStep(message.asking().step(), message.sentAt(), now);
    if (next < 0) {
      return true;
    }
    return plan(database, message, schedule.dueAt(next, message.sentAt()), next);
  }

  private static boolean plan(Session database, TrackedMessage message, Instant dueAt, int step)
      throws SQLException {
    database.update(
        "UPDATE tracked SET step = ?, due_at = ?, urgent = 0, failures = 0"
            + " WHERE number = ? AND state <> 1",
        step,
        dueAt == null ? null : dueAt.toEpochMilli(),
        message.number());
    return false;
  }

  /** The query failed: again after a pause, using up no step. */
  void failed(Session database, TrackedMessage message, Instant now) throws SQLException {
    int failures = message.asking().failures() + 1;
    database.update(
        "UPDATE tracked SET failures = ?, due_at = ? WHERE number = ? AND state <> 1",
        failures,
        now.plus(QuerySchedule.pauseAfter(failures)).toEpochMilli(),
        message.number());
  }

  /** Reported as missing; a late report is still taken. */
  void giveUp(Session database, long number) throws SQLException {
    database.update(
        "UPDATE tracked SET state = 2, due_at = NULL, urgent = 0 WHERE number = ? AND state = 0",
        number);
  }

  /**
   * Makes messages of an account due at once: those sent since then without all final reports, also
   * given up ones.
   *
   * @param after marks only messages with a greater number
   * @return the greatest number marked; −1 when there was none left
   */
  long askAtOnce(
      Session database,
      String provider,
      String account,
      Instant sentSince,
      Instant now,
      long after,
      int atMost)
      throws SQLException {
    List<Long> marked =
        database.list(
            row -> row.getLong(1),
            "UPDATE tracked SET due_at = ?, urgent = 1 WHERE number IN (SELECT number FROM tracked"
                + " WHERE number > ? AND provider = ? AND account = ? AND sent_at >= ?"
                + " AND state <> 1 ORDER BY number LIMIT ?) RETURNING number",
            now.toEpochMilli(),
            after,
            provider,
            account,
            sentSince.toEpochMilli(),
            atMost);
    return marked.stream().max(Long::compare).orElse(-1L);
  }

  /** Makes one message due at once, unless it is complete. */
  void askNow(Session database, long number, Instant now) throws SQLException {
    database.update(
        "UPDATE tracked SET due_at = ?, urgent = 1 WHERE number = ? AND state <> 1",
        now.toEpochMilli(),
        number);
  }

  /** Forgets messages sent before then; how many, at most that many at once. */
  int forget(Session database, Instant sentBefore, int atMost) throws SQLException {
    String old = "SELECT number FROM tracked WHERE sent_at < ? ORDER BY sent_at LIMIT ?";
    long before = sentBefore.toEpochMilli();
    database.update("DELETE FROM tracked_phone WHERE message IN (" + old + ")", before, atMost);
    database.update("DELETE FROM tracked_element WHERE message IN (" + old + ")", before, atMost);
    int forgotten =
        database.update("DELETE FROM tracked WHERE number IN (" + old + ")", before, atMost);
    return forgotten;
  }

  /** Where the messages of that id stand. */
  public static List<TrackedState> states(Session reader, String messageId) throws SQLException {
    List<TrackedState> states = new ArrayList<>();
    for (long number :
        reader.list(
            row -> row.getLong(1),
            "SELECT number FROM tracked WHERE message_id = ? ORDER BY number",
            messageId)) {
      List<TrackedState.Phone> phones =
          reader.list(
              row -> new TrackedState.Phone(row.getString(1), row.getInt(2)),
              "SELECT phone, state FROM tracked_phone WHERE message = ? ORDER BY phone_key LIMIT "
                  + TrackedState.MOST_PHONES,
              number);
      states.add(
          reader.first(
              row -> state(row, phones),
              "SELECT "
                  + COLUMNS
                  + ", tracked_at, tracked_by, due_at FROM tracked WHERE number = ?",
              number));
    }
    return states;
  }

  private static TrackedState state(ResultSet row, List<TrackedState.Phone> phones)
      throws SQLException {
    TrackedMessage message = read(row);
    return new TrackedState(
        message.sent(),
        time(row, 15),
        row.getString(16),
        TrackedState.Progress.of(row.getInt(11)),
        phones,
        new TrackedState.Next(
            time(row, 17),
            message.asking().step(),
            message.asking().urgent(),
            message.asking().failures()));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** How many are in which state. */
  public static TrackedCounts counts(Session reader) throws SQLException {
    return new TrackedCounts(
        count(reader, WAITING), count(reader, COMPLETE), count(reader, GIVEN_UP));
  }

  private static long count(Session reader, int state) throws SQLException {
    return reader.number(0, "SELECT count(*) FROM tracked WHERE state = ?", state);
  }

  private static TrackedMessage read(ResultSet row) throws SQLException {
    return new TrackedMessage(
        row.getLong(1),
        new SentMessage(
            row.getString(2),
            row.getString(3),
            Channel.of(row.getString(4)),
            row.getString(5),
            List.of(),
            Instant.ofEpochMilli(row.getLong(6)),
            row.getString(7),
            RawJson.of(row.getBytes(8))),
        new TrackedMessage.Reports(row.getInt(9), row.getInt(10), row.getInt(11) == GIVEN_UP),
        new TrackedMessage.Asking(row.getInt(12), row.getInt(13) == 1, row.getInt(14)));
  }
}
