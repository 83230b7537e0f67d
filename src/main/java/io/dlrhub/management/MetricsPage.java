package io.dlrhub.management;

import io.dlrhub.report.Printable;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Answers {@code GET /observe/metrics}.
 *
 * <p>Micrometer is loaded by the first request: it would take a tenth of the second in which the
 * hub must accept pushes. With {@code camel.metrics.enabled} its registry is used, and Camel's own
 * meters appear as well.
 */
final class MetricsPage implements Handler<RoutingContext> {

  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final CamelContext context;
  private final Metrics metrics;
  private final Supplier<Optional<String>> instance;
  private PrometheusMeterRegistry registry;

  /**
   * @param instance which one this is of those that share a ledger
   */
  MetricsPage(CamelContext context, Metrics metrics, Supplier<Optional<String>> instance) {
    this.instance = instance;
    this.context = context;
    this.metrics = metrics;
  }

  /** On a worker: the ledger is read. */
  @Override
  public void handle(RoutingContext routing) {
    String accept = routing.request().getHeader("Accept");
    String type =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PLAIN;
    routing
        .vertx()
        .executeBlocking(() -> registry().scrape(type), false)
        .onSuccess(page -> routing.response().putHeader("Content-Type", type).end(page))
        .onFailure(failure -> refuse(routing, failure));
  }

  /** Without a stack trace for each question: the reason is most often that of the ledger. */
  private static void refuse(RoutingContext routing, Throwable failure) {
    routing
        .response()
        .setStatusCode(503)
        .putHeader("Content-Type", PLAIN)
        .end("# " + Printable.line(failure.toString()) + "\n");
  }

  private synchronized PrometheusMeterRegistry registry() {
    if (registry == null) {
      PrometheusMeterRegistry found =
          context.getRegistry().findSingleByType(PrometheusMeterRegistry.class);
      registry = found == null ? withProcess() : found;
      registry.getPrometheusRegistry().register(metrics);
    }
    return registry;
  }

  private PrometheusMeterRegistry withProcess() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    instance.get().ifPresent(name -> registry.config().commonTags(InstanceLabel.NAME, name));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }
}
