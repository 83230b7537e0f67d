package io.dlrhub.ledger.postgres.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.postgres.log.RecordTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Opens the feeds of sinks, one for each in this process, and holds or lets go of sinks. */
public final class LeasedFeeds {

  private static final Pattern SINK_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final SinkParts parts;
  private final StoredReplays replays;
  private final Map<String, LeasedFeed> open = new ConcurrentHashMap<>();

  public LeasedFeeds(SinkParts parts, StoredReplays replays) {
    this.parts = parts;
    this.replays = replays;
  }

  /**
   * Opens the feed of a sink, which is made when it is not there yet.
   *
   * @throws LedgerException if its name is none, or this process has it open already
   */
  public LeasedFeed open(FeedOptions options) {
    String name = options.sink();
    if (!SINK_NAME.matcher(name).matches()) {
      throw new LedgerException("sink name '" + name + "': letters, digits, - and _ are accepted");
    }
    SinkHold hold = new SinkHold(name, parts);
    LeasedRedeliveries redeliveries =
        new LeasedRedeliveries(hold, options.records(), replays, parts);
    LeasedFeed feed =
        new LeasedFeed(hold, options.records(), redeliveries, parts, () -> open.remove(name));
    if (open.putIfAbsent(name, feed) != null) {
      throw new LedgerException("sink " + name + " has an open feed already");
    }
    boolean done = false;
    try {
      parts
          .pool()
          .write(
              session -> {
                SinkTable.register(session, options, parts.clock().millis());
                return name;
              });
      boolean held = parts.pool().read(hold::takes);
      if (held) {
        feed.warnOfGap(
            parts
                .pool()
                .read(reader -> RecordTable.oldestSeq(reader, RecordTable.lastSeq(reader) + 1)));
      }
      done = true;
      return feed;
    } finally {
      if (!done) {
        open.remove(name);
      }
    }
  }

  /**
   * Holds a sink or lets it go.
   *
   * @throws io.dlrhub.ledger.UnknownSink if there is none of that name
   */
  public void pause(String name, boolean paused) {
    parts
        .pool()
        .write(
            session -> {
              SinkTable.get(session, name);
              return SinkTable.pause(session, name, paused ? parts.clock().millis() : null);
            });
    parts.signal().wakeAll();
  }

  /** Closes every feed. */
  public void close() {
    List.copyOf(open.values()).forEach(LeasedFeed::close);
  }
}
