package io.dlrhub.intake;

import io.dlrhub.memory.Reservation;
import io.dlrhub.report.ContinueOn;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * A route of the intake's server. Whether a request may come in is asked of the very route that
 * will answer it, as the first thing that route does: whatever way a path is spelled, no body is
 * read before.
 *
 * <p>Pushes whose route never blocks are taken without a worker thread: handing over to one and
 * back costs more than all of Camel.
 */
final class IntakeConsumer extends VertxPlatformHttpConsumer {

  /** Of the request this event loop is making an exchange for. */
  private static final ThreadLocal<InFlight> ENTERING = new ThreadLocal<>();

  private static final String CONTINUE = "100-continue";

  private final Admission admission;
  private final LongSupplier maxBodySize;
  private final PushGate gate;
  private volatile Boolean neverBlocks;

  private IntakeConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String routerName,
      Admission admission,
      LongSupplier maxBodySize) {
    super(endpoint, processor, handlers, routerName);
    this.admission = admission;
    this.maxBodySize = maxBodySize;
    this.gate = gateOf(endpoint);
  }

  /** The endpoint shows its filter as it is only where it returns the headers of the request. */
  private static PushGate gateOf(PlatformHttpEndpoint endpoint) {
    boolean before = endpoint.isReturnHttpRequestHeaders();
    endpoint.setReturnHttpRequestHeaders(true);
    try {
      return endpoint.getHeaderFilterStrategy() instanceof PushGate gate ? gate : null;
    } finally {
      endpoint.setReturnHttpRequestHeaders(before);
    }
  }

  /**
   * Makes one.
   *
   * @param others handlers of the engine, asked after this one has let a request in
   * @param maxBodySize bytes that any body may have
   */
  static IntakeConsumer make(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> others,
      String routerName,
      Admission admission,
      LongSupplier maxBodySize) {
    List<Handler<RoutingContext>> handlers = new ArrayList<>(others);
    IntakeConsumer consumer =
        new IntakeConsumer(endpoint, processor, handlers, routerName, admission, maxBodySize);
    if (!endpoint.isHttpProxy() && !endpoint.isUseStreaming()) {
      // Vert.x' own reader decodes forms, writes uploads to the disk and knows no budget.
      endpoint.setUseBodyHandler(false);
      handlers.add(0, consumer::admit);
    }
    return consumer;
  }

  private void admit(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    ServerRequest asked = new ServerRequest(request);
    long announced = asked.contentLength();
    Refusal refusal = refusal(asked, announced);
    if (refusal != null) {
      if (gate != null) {
        gate.refused(refusal, asked, announced, null);
      }
      JsonErrors.answer(routing.response(), refusal);
      return;
    }
    InFlight inFlight = admission.enter(routing, gate, holders(asked), announced);
    if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      routing.response().writeContinue();
    }
    RequestBody.read(request, inFlight, announced, mostBytes(), () -> next(routing, inFlight));
  }

  private void next(RoutingContext routing, InFlight inFlight) {
    if (admission.isFull()) {
      inFlight.refused(Refusal.OVERLOAD, Refusals.UNKNOWN_SIZE);
      JsonErrors.answer(routing.response(), Refusal.OVERLOAD);
    } else {
      routing.next();
    }
  }

  private Refusal refusal(ServerRequest request, long announced) {
    if (isSuspended() || !getEndpoint().getCamelContext().isStarted()) {
      return Refusal.CLOSED;
    }
    Refusal refusal = gate == null ? null : gate.check(request);
    if (refusal != null) {
      return refusal;
    }
    return announced > mostBytes() ? Refusal.TOO_LARGE : null;
  }

  private long mostBytes() {
    long any = maxBodySize.getAsLong();
    return gate == null ? any : Math.min(any, gate.maxBodySize());
  }

  private String[] holders(ServerRequest request) {
    return gate == null ? new String[] {String.valueOf(request.peer())} : gate.holders(request);
  }

  @Override
  protected void handleRequest(RoutingContext routing) {
    InFlight inFlight = InFlight.of(routing);
    if (inFlight != null && gate != null && inFlight.isSmall() && neverBlocks()) {
      // What is large takes long to read, for which every connection of this event loop would wait.
      handleHere(routing, inFlight);
    } else {
      ENTERING.set(inFlight);
      super.handleRequest(routing);
    }
  }

  @Override
  protected Future<Void> populateCamelMessage(
      RoutingContext routing, Exchange exchange, Message message) {
    if (gate != null && InFlight.of(routing) != null) {
      // The gate has seen it: nothing else of it goes on, and its query need not be readable.
      hand(routing, message);
      return Future.succeededFuture();
    }
    Future<Void> populated = super.populateCamelMessage(routing, exchange, message);
    InFlight inFlight = InFlight.of(routing);
    if (inFlight != null) {
      // What was set instead is the request, which is read already, and paused.
      routing.request().resume();
      message.setBody(inFlight.takeBody());
    }
    return populated;
  }

  private boolean neverBlocks() {
    Boolean known = neverBlocks;
    if (known == null) {
      known = NonBlockingRoutes.behind(getEndpoint().getCamelContext(), getEndpoint());
      neverBlocks = known;
    }
    return known;
  }

  private void handleHere(RoutingContext routing, InFlight inFlight) {
    Exchange exchange = super.createExchange(false);
    inFlight.routed();
    // The route behind only appends: there is no reply for Camel to carry back, step by step.
    exchange.setPattern(ExchangePattern.InOnly);
    own(exchange, inFlight);
    exchange.setProperty(ContinueOn.PROPERTY, (Executor) inFlight::later);
    hand(routing, exchange.getIn());
    try {
      createUoW(exchange);
    } catch (Exception e) {
      exchange.setException(e);
      answer(routing, exchange);
      return;
    }
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              if (doneSync) {
                answer(routing, exchange);
              } else {
                inFlight.later(() -> answer(routing, exchange));
              }
            });
  }

  private static void hand(RoutingContext routing, Message message) {
    message.setBody(InFlight.of(routing).takeBody());
    String encoding = routing.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null) {
      message.setHeader(Exchange.CONTENT_ENCODING, encoding);
    }
  }

  private static void own(Exchange exchange, InFlight inFlight) {
    exchange.setProperty(InFlight.PROPERTY, inFlight);
    exchange.setProperty(Reservation.PROPERTY, inFlight.memory());
  }

  private void answer(RoutingContext routing, Exchange exchange) {
    JsonErrors.answer(routing, exchange);
    doneUoW(exchange);
    releaseExchange(exchange, false);
  }

  @Override
  public Exchange createExchange(boolean autoRelease) {
    Exchange exchange = super.createExchange(autoRelease);
    InFlight inFlight = ENTERING.get();
    if (inFlight != null) {
      ENTERING.remove();
      inFlight.routed();
      own(exchange, inFlight);
    }
    return exchange;
  }

  @Override
  public void releaseExchange(Exchange exchange, boolean autoRelease) {
    if (exchange.removeProperty(InFlight.PROPERTY) instanceof InFlight inFlight) {
      inFlight.done();
    }
    super.releaseExchange(exchange, autoRelease);
  }
}
