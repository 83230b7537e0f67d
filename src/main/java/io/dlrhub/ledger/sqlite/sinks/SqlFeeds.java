package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.writer.LedgerThreads;
import io.dlrhub.ledger.sqlite.writer.Request;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Opens the feeds of sinks, one for each, and holds or lets go of sinks for an operator. */
public final class SqlFeeds {

  private static final Pattern SINK_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final Sinks sinks;
  private final SinkServices services;
  private final SinkLag lag;
  private final SqlReplays replays;
  private final Set<SqlFeed> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(task -> LedgerThreads.make(task, "ledger-read-ahead"));

  public SqlFeeds(Sinks sinks, SinkLag lag, SqlReplays replays, SinkServices services) {
    this.sinks = sinks;
    this.lag = lag;
    this.replays = replays;
    this.services = services;
  }

  /**
   * Opens the feed of a sink, which is made when it is not there yet.
   *
   * @throws LedgerException if its name is none, or it has an open feed already
   */
  public SqlFeed open(FeedOptions options) {
    if (!SINK_NAME.matcher(options.sink()).matches()) {
      throw new LedgerException(
          "sink name '" + options.sink() + "': letters, digits, - and _ are accepted");
    }
    Sink sink =
        services
            .queue()
            .request(
                new Request<>(
                    database ->
                        sinks.register(
                            database,
                            options,
                            services.end().lastCommitted(),
                            services.end().now()),
                    known -> sinks.put(known, options.records())));
    if (!sink.open().compareAndSet(false, true)) {
      throw new LedgerException("sink " + sink.name() + " has an open feed already");
    }
    SinkPosition position = new SinkPosition(sink, sinks, lag, services);
    SqlRedeliveries redeliveries = new SqlRedeliveries(sink, replays, services);
    SqlFeed feed = new SqlFeed(sink, position, redeliveries, readers, services, this::released);
    open.add(feed);
    feed.warnOfGap(lag.oldestSeq(services.signal().lastSeq() + 1));
    return feed;
  }

  private void released(SqlFeed feed) {
    if (open.remove(feed)) {
      feed.known().open().set(false);
    }
  }

  /**
   * Holds a sink or lets it go.
   *
   * @throws io.dlrhub.ledger.UnknownSink if there is none of that name
   */
  public void pause(String name, boolean paused) {
    Sink sink = sinks.get(name);
    services
        .queue()
        .request(
            new Request<>(
                database -> {
                  sinks.pause(database, sink, paused ? services.end().now() : null);
                  return paused;
                },
                sink::setPaused));
    services.signal().wakeAll();
  }

  /** Closes every feed; none is opened any more. */
  public void close() {
    List.copyOf(open).forEach(SqlFeed::close);
    readers.shutdown();
  }
}
