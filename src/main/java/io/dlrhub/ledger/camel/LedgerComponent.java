package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import java.util.Collection;
import java.util.HashMap;
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
 *   <li>{@code ledger:append} stores records
 *   <li>{@code ledger:feed/NAME} hands on what sink NAME has not had
 *   <li>{@code ledger:track} registers sent messages
 *   <li>{@code ledger:due} hands on the ids of messages to ask for
 * </ul>
 *
 * <p>See {@link LedgerEndpoint}. Uses the ledger it was given, else the single bean of type {@link
 * Ledger} in the registry, else opens the one the properties {@code dlr.ledger.*} name, binds it as
 * {@code ledger} and closes it when the component stops.
 *
 * <p>What is the host's duty: no error handler on a route that appends or is fed, steps behind a
 * feed that return only when the record is delivered, and a ledger it opened itself to be closed
 * after the context. See docs/embedding.md.
 */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {

  @Metadata(
      label = "advanced",
      description =
          "The ledger to use; by default the single bean of type io.dlrhub.ledger.Ledger in the"
              + " registry, else the one that the properties dlr.ledger.* name.")
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
  NavigableSet<Long> aheadOf(Ledger of, String sink) {
    String name = System.identityHashCode(of) + "/" + sink;
    return ahead.computeIfAbsent(name, first -> new ConcurrentSkipListSet<>());
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
    String[] path = remaining.split("/", 2);
    boolean named = path.length > 1 && !path[1].isEmpty();
    LedgerOperation operation =
        LedgerOperation.of(path[0])
            .filter(known -> named == (known == LedgerOperation.FEED))
            .orElseThrow(() -> unknown(remaining));
    // What a placeholder without a value leaves.
    parameters.values().removeIf(value -> value instanceof String text && text.isBlank());
    for (String option : parameters.keySet()) {
      if (!operation.options().contains(option)) {
        throw new IllegalArgumentException(
            uri + ": " + LedgerUris.unknownOption(operation, option));
      }
    }
    LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, operation, named ? path[1] : null);
    for (Map.Entry<String, Object> parameter : Map.copyOf(parameters).entrySet()) {
      set(endpoint, parameter.getKey(), parameters);
    }
    return endpoint;
  }

  /** One by one, so that what is wrong is named with what is accepted. */
  private void set(LedgerEndpoint endpoint, String option, Map<String, Object> parameters) {
    Object value = parameters.remove(option);
    Object given = value instanceof String text ? text.strip() : value;
    try {
      setProperties(endpoint, new HashMap<>(Map.of(option, given)));
    } catch (Exception e) {
      throw new IllegalArgumentException(
          endpoint.getEndpointUri()
              + ": option "
              + option
              + " is '"
              + value
              + "', accepted is "
              + LedgerOperation.accepted(option),
          e);
    }
  }

  private static IllegalArgumentException unknown(String remaining) {
    return new IllegalArgumentException(LedgerUris.unknown(remaining).orElseThrow());
  }

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
