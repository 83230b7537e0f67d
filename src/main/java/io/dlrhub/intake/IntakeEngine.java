package io.dlrhub.intake;

import java.util.function.LongSupplier;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Makes the routes of platform-http ask who may come in. */
final class IntakeEngine extends VertxPlatformHttpEngine {

  private final Admission admission;
  private final LongSupplier maxBodySize;

  IntakeEngine(Admission admission, LongSupplier maxBodySize) {
    this.admission = admission;
    this.maxBodySize = maxBodySize;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    String router = VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort());
    return IntakeConsumer.make(endpoint, processor, getHandlers(), router, admission, maxBodySize);
  }
}
