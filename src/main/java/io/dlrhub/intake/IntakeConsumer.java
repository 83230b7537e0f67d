package io.dlrhub.intake;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/** Ties the passage of a request to its exchange. */
final class IntakeConsumer extends VertxPlatformHttpConsumer {

  private static final String PASSAGE = "dlrPassage";

  /** Of the request this event loop is making an exchange for. */
  private static final ThreadLocal<Passage> ENTERING = new ThreadLocal<>();

  IntakeConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      List<Handler<RoutingContext>> handlers,
      String routerName) {
    super(endpoint, processor, handlers, routerName);
  }

  @Override
  protected void handleRequest(RoutingContext routing) {
    if (isSuspended()) {
      JsonErrors.answer(routing.response(), Refusal.CLOSED);
      return;
    }
    ENTERING.set(Passage.of(routing));
    super.handleRequest(routing);
  }

  @Override
  public Exchange createExchange(boolean autoRelease) {
    Exchange exchange = super.createExchange(autoRelease);
    Passage passage = ENTERING.get();
    if (passage != null) {
      ENTERING.remove();
      passage.routed();
      exchange.setProperty(PASSAGE, passage);
    }
    return exchange;
  }

  @Override
  public void releaseExchange(Exchange exchange, boolean autoRelease) {
    if (exchange.removeProperty(PASSAGE) instanceof Passage passage) {
      passage.done();
    }
    super.releaseExchange(exchange, autoRelease);
  }
}
