package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * The {@code ledger} component.
 *
 * <ul>
 *   <li>{@code ledger:append} stores records; see {@link AppendEndpoint}
 *   <li>{@code ledger:feed/NAME} hands on what sink NAME has not had; see {@link FeedEndpoint}
 *   <li>{@code ledger:track} registers sent messages; see {@link TrackEndpoint}
 *   <li>{@code ledger:due} hands on the ids of messages to ask for; see {@link DueEndpoint}
 * </ul>
 *
 * <p>Uses the ledger it was given, else the single bean of type {@link Ledger} in the registry,
 * else opens the one the properties {@code dlr.ledger.*} name, binds it as {@code ledger} and
 * closes it when the component stops.
 */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {

  /** Header: how many messages {@code ledger:track} accepted. */
  public static final String TRACKED = "dlrTracked";

  /** Header: how many of these told something new, a message or a phone of a known one. */
  public static final String NEW = "dlrNew";

  /**
   * Exchange property: where in the log lies what is handed on, the first and the last position;
   * the same for every attempt, whatever the steps make of the body.
   */
  public static final String POSITIONS = "dlrPositions";

  /**
   * Exchange property: names the replay or the retry of dead letters that a delivery is part of;
   * the same for all its attempts. Absent for a first delivery.
   */
  public static final String REPLAY = "dlrReplay";

  /**
   * Exchange property, set to true by a step of a sink: all of this was delivered by an earlier
   * attempt, so nothing was sent now. The position moves on; whether the far end is well remains to
   * be seen.
   */
  public static final String DELIVERED_EARLIER = "dlrDeliveredEarlier";

  /**
   * Exchange property, a {@link java.util.function.Supplier} of a {@link io.dlrhub.ledger.Batch}:
   * what will most likely be handed on once this was delivered, for a sink that has time while its
   * far end works. Absent where nothing more was read yet, and where that is not known: in replays,
   * among retried dead letters and while an endpoint refuses everything.
   */
  public static final String NEXT = "dlrNext";

  private static final String FEED = "feed/";

  @Metadata(description = "The ledger to use. Default: see the component's documentation.")
  private Ledger ledger;

  private final OwnLedger own = new OwnLedger();
  private final Set<FeedConsumer> feeds = ConcurrentHashMap.newKeySet();
  private final Map<String, RateLimit> calls = new ConcurrentHashMap<>();
  private final Map<String, NavigableSet<Long>> ahead = new ConcurrentHashMap<>();
  private final Set<String> routesWithoutErrorHandler = ConcurrentHashMap.newKeySet();
  private long allStopUntil;

  public Ledger getLedger() {
    return ledger;
  }

  /** The ledger to use instead of looking for one. */
  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The ledger in use; opened by the first call when nobody else has.
   *
   * @throws io.dlrhub.ledger.LedgerException if it cannot be opened
   */
  public Ledger ledger() {
    return ledger != null ? ledger : own.get(getCamelContext());
  }

  /** What the properties {@code dlr.ledger.*} of the context name. */
  public LedgerOptions options() {
    return OwnLedger.options(getCamelContext());
  }

  /** Uses a ledger opened from {@link #options}, as if this component had opened it. */
  public void own(Ledger opened) {
    own.set(getCamelContext(), opened);
  }

  /** How the feeds of this context do, by their sinks. */
  public Collection<FeedStatus> feeds() {
    return feeds.stream().map(FeedConsumer::status).toList();
  }

  /** How what goes to the sinks again does: replays and retried dead letters. */
  public Collection<FeedStatus> redeliveries() {
    return feeds.stream().map(FeedConsumer::redeliveryStatus).toList();
  }

  /**
   * Until when a feed that stops may wait for what is in flight, of {@link System#nanoTime}. When
   * the context stops, all begin to stop at once and have one time together, which leaves some for
   * the rest of the context.
   */
  synchronized long stopUntil() {
    ShutdownStrategy strategy = getCamelContext().getShutdownStrategy();
    long nanos = strategy.getTimeUnit().toNanos(strategy.getTimeout());
    if (!getCamelContext().isStopping()) {
      return System.nanoTime() + nanos;
    }
    if (allStopUntil == 0) {
      feeds.forEach(FeedConsumer::ask);
      allStopUntil = System.nanoTime() + nanos / 4 * 3;
    }
    return allStopUntil;
  }

  /** What the account may ask for; text and video share it. */
  RateLimit callsOf(String provider, String account) {
    return calls.computeIfAbsent(provider + "/" + account, name -> new RateLimit());
  }

  /**
   * Positions of what a sink is not to be sent though it has not passed them. Outlives its route,
   * so that one that is stopped and started again sends nothing twice.
   */
  NavigableSet<Long> aheadOf(String sink) {
    return ahead.computeIfAbsent(sink, name -> new ConcurrentSkipListSet<>());
  }

  /** The route has no error handler; it will have forgotten that when it is started again. */
  void lookedAt(String route) {
    routesWithoutErrorHandler.add(route);
  }

  boolean wasLookedAt(String route) {
    return routesWithoutErrorHandler.contains(route);
  }

  void opened(FeedConsumer feed) {
    feeds.add(feed);
  }

  void closed(FeedConsumer feed) {
    feeds.remove(feed);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    Options options = new Options(uri, parameters);
    if ("append".equals(remaining)) {
      AppendEndpoint endpoint = new AppendEndpoint(uri, this);
      endpoint.setTimeout(options.duration("timeout", Duration.ofSeconds(5)));
      return endpoint;
    }
    if ("track".equals(remaining)) {
      return new TrackEndpoint(uri, this);
    }
    if ("due".equals(remaining)) {
      return dueEndpoint(uri, options);
    }
    if (remaining.startsWith(FEED) && remaining.length() > FEED.length()) {
      FeedEndpoint endpoint = new FeedEndpoint(uri, this, remaining.substring(FEED.length()));
      endpoint.setRecords(options.oneOf("records", endpoint.getRecords()));
      endpoint.setStart(options.oneOf("start", endpoint.getStart()));
      endpoint.setBatchSize(options.atLeastOne("batchSize", endpoint.getBatchSize()));
      endpoint.setBatchesAtOnce(options.atLeastOne("batchesAtOnce", endpoint.getBatchesAtOnce()));
      endpoint.setMaxPerSecond(options.atLeastOne("maxPerSecond", endpoint.getMaxPerSecond()));
      return endpoint;
    }
    throw new IllegalArgumentException(
        "ledger:"
            + remaining
            + " is not known; accepted are ledger:append, ledger:feed/NAME, ledger:track and ledger:due");
  }

  private DueEndpoint dueEndpoint(String uri, Options options) {
    DueEndpoint endpoint = new DueEndpoint(uri, this);
    endpoint.setProvider(options.text("provider", endpoint.getProvider()));
    endpoint.setAccount(options.text("account", endpoint.getAccount()));
    endpoint.setChannel(options.oneOf("channel", endpoint.getChannel()));
    endpoint.setBatchSize(options.atLeastOne("batchSize", endpoint.getBatchSize()));
    endpoint.setMaxPerSecond(options.atLeastOne("maxPerSecond", endpoint.getMaxPerSecond()));
    return endpoint;
  }

  /** Every option was taken by {@link #createEndpoint}; what is left is refused with its name. */
  @Override
  protected void setProperties(Endpoint endpoint, Map<String, Object> parameters) {}

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    allStopUntil = 0;
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    own.close(getCamelContext());
  }
}
