package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a sink: a thread that reads, delivers and moves the position, and beside it one for what
 * goes to the sink again.
 */
final class FeedConsumer extends DefaultConsumer implements Suspendable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedConsumer.class);

  /** Exchange property: which attempt at these records this is, from 1. */
  static final String ATTEMPT = "dlrAttempt";

  /** Exchange property: the sink's name. */
  static final String SINK = "dlrSink";

  private final LedgerEndpoint endpoint;
  private final LedgerComponent component;
  private Feed feed;
  private volatile FeedThread repeating;
  private volatile FeedThread live;
  private volatile Instant deliveringSince;
  private Clock clock;

  FeedConsumer(LedgerEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = (LedgerComponent) endpoint.getComponent();
    // Consumers are made before any route starts, but initialised only when theirs does.
    openFeed().close();
  }

  FeedStatus status() {
    return status(live).delivering(deliveringSince);
  }

  /** How what goes to the sink again does. */
  FeedStatus redeliveryStatus() {
    return status(repeating);
  }

  private FeedStatus status(FeedThread thread) {
    return thread == null ? FeedStatus.well(endpoint.getName()) : thread.backoff().status();
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    refuseErrorHandler();
  }

  /**
   * An error handler would take the exception, and what was not delivered would count as. A route
   * that was stopped and is started again has forgotten its own, which was looked at before.
   */
  private void refuseErrorHandler() {
    if (getRoute() == null) {
      return;
    }
    ErrorHandlerFactory handler = getRoute().getErrorHandlerFactory();
    if (handler instanceof NoErrorHandlerDefinition) {
      component.lookedAt(getRoute().getId());
    } else if (handler != null || !component.wasLookedAt(getRoute().getId())) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "route %s begins at %s and has an error handler, which may hide that a delivery failed;",
                  getRoute().getId(),
                  endpoint)
              + " write errorHandler: {noErrorHandler: {}} in this route, failures are retried");
    }
  }

  private Feed openFeed() {
    return endpoint
        .ledger()
        .feed(new FeedOptions(endpoint.getName(), endpoint.getRecords(), endpoint.getStart()));
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (feed == null) {
      feed = openFeed();
      component.opened(this);
    }
    startThreads();
  }

  private void startThreads() {
    String name = endpoint.getName();
    clock = clock();
    DeliveryBackoff backoff = new DeliveryBackoff(name, "", LOG, clock);
    DeliveryBackoff again = new DeliveryBackoff(name, ", again", LOG, clock);
    LiveWork deliveries =
        new LiveWork(
            feed,
            (batch, attempt, next) -> deliver(batch, attempt, null, next),
            backoff,
            endpoint,
            component.aheadOf(endpoint.ledger(), name));
    RedeliveryWork redeliveries =
        new RedeliveryWork(
            feed.redeliveries(),
            (batch, attempt, replay) -> deliver(batch, attempt, replay, null),
            again,
            endpoint);
    repeating = new FeedThread("ledger-redelivery-" + name, redeliveries, again);
    live = new FeedThread("ledger-feed-" + name, deliveries, backoff);
    ExecutorServiceManager threads = getEndpoint().getCamelContext().getExecutorServiceManager();
    live.start(threads);
    repeating.start(threads);
  }

  private Clock clock() {
    Clock clock = getEndpoint().getCamelContext().getRegistry().findSingleByType(Clock.class);
    return clock == null ? Clock.systemUTC() : clock;
  }

  /** One attempt. */
  private DeliveryOutcome deliver(Batch batch, int attempt, String replay, Batch next) {
    Exchange exchange = createExchange(false);
    if (replay == null) {
      deliveringSince = clock.instant();
    }
    try {
      exchange.getMessage().setBody(endpoint.recordsAtOnce() == 1 ? batch.get(0) : batch);
      exchange.setProperty(
          LedgerConstants.POSITIONS, batch.position(0) + "-" + batch.positionAfter());
      exchange.setProperty(SINK, endpoint.getName());
      exchange.setProperty(ATTEMPT, attempt);
      if (replay != null) {
        exchange.setProperty(LedgerConstants.REPLAY, replay);
      }
      if (next != null) {
        exchange.setProperty(LedgerConstants.NEXT, (Supplier<Batch>) () -> next);
      }
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        return DeliveryOutcome.failed(exchange.getException());
      }
      if (exchange.isRollbackOnly()) {
        return DeliveryOutcome.failed(new IllegalStateException("marked for roll-back"));
      }
      boolean earlier =
          exchange.getProperty(LedgerConstants.DELIVERED_EARLIER, false, boolean.class);
      return earlier ? DeliveryOutcome.DELIVERED_EARLIER : DeliveryOutcome.DELIVERED;
    } catch (Throwable e) { // an Error would end the sink in silence
      return DeliveryOutcome.failed(e);
    } finally {
      if (replay == null) {
        deliveringSince = null;
      }
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doSuspend() {
    stopThreads();
  }

  @Override
  protected void doResume() {
    startThreads();
  }

  @Override
  protected void doStop() throws Exception {
    stopThreads();
    if (feed != null) {
      feed.close();
      feed = null;
      component.closed(this);
    }
    super.doStop();
  }

  private void stopThreads() {
    if (live == null) {
      return;
    }
    long until = component.stopUntil();
    ask();
    live.stop(until);
    repeating.stop(until);
    live = null;
    repeating = null;
  }

  /** Asks the threads to stop, without waiting for that. */
  void ask() {
    FeedThread running = live;
    if (running != null) {
      running.ask();
      repeating.ask();
    }
  }
}
