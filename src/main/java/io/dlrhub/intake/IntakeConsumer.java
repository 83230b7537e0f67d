package io.dlrhub.intake;

import io.dlrhub.report.ContinueOn;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Ties the passage of a request to its exchange, and takes pushes whose route never blocks without
 * a worker thread: handing over to one and back costs more than all of Camel.
 */
final class IntakeConsumer extends VertxPlatformHttpConsumer {

  /** Of the request this event loop is making an exchange for. */
  private static final ThreadLocal<Passage> ENTERING = new ThreadLocal<>();

  private static final byte[] NOTHING = {};

  private volatile Boolean neverBlocks;

  IntakeConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String routerName) {
    super(endpoint, processor, handlers, routerName);
  }

  @Override
  protected void handleRequest(RoutingContext routing) {
    Passage passage = Passage.of(routing);
    if (isSuspended()) {
      if (passage != null) {
        passage.refused(Refusal.CLOSED);
      }
      JsonErrors.answer(routing.response(), Refusal.CLOSED);
    } else if (passage != null && passage.isPush() && neverBlocks()) {
      handleHere(routing, passage);
    } else {
      ENTERING.set(passage);
      super.handleRequest(routing);
    }
  }

  private boolean neverBlocks() {
    Boolean known = neverBlocks;
    if (known == null) {
      known = NonBlockingRoutes.behind(getEndpoint().getCamelContext(), getEndpoint());
      neverBlocks = known;
    }
    return known;
  }

  private void handleHere(RoutingContext routing, Passage passage) {
    Exchange exchange = super.createExchange(false);
    passage.routed();
    // The route behind only appends: there is no reply for Camel to carry back, step by step.
    exchange.setPattern(ExchangePattern.InOnly);
    exchange.setProperty(Passage.PROPERTY, passage);
    exchange.setProperty(ContinueOn.PROPERTY, (Executor) passage::later);
    // Not the buffer: Camel would make a stream of it, to be read once more.
    exchange.getIn().setBody(bytes(routing.body().buffer()));
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
                passage.later(() -> answer(routing, exchange));
              }
            });
  }

  private static byte[] bytes(Buffer body) {
    return body == null ? NOTHING : body.getBytes();
  }

  private void answer(RoutingContext routing, Exchange exchange) {
    JsonErrors.answer(routing, exchange);
    doneUoW(exchange);
    releaseExchange(exchange, false);
  }

  @Override
  public Exchange createExchange(boolean autoRelease) {
    Exchange exchange = super.createExchange(autoRelease);
    Passage passage = ENTERING.get();
    if (passage != null) {
      ENTERING.remove();
      passage.routed();
      exchange.setProperty(Passage.PROPERTY, passage);
    }
    return exchange;
  }

  @Override
  public void releaseExchange(Exchange exchange, boolean autoRelease) {
    if (exchange.removeProperty(Passage.PROPERTY) instanceof Passage passage) {
      passage.done();
    }
    super.releaseExchange(exchange, autoRelease);
  }
}
