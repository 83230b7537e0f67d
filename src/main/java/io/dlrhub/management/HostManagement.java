package io.dlrhub.management;

import io.dlrhub.intake.IntakeObserver;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.camel.FeedStatus;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.PullObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;

/**
 * Our meters in a host's Micrometer registry and our health checks in its Camel context, for a host
 * that shows both by itself, such as Spring Boot's Actuator. No server, no page and no API: those
 * are {@link Management}.
 *
 * <p>Call {@link #attach} before the context starts. Needs {@code micrometer-core}; health checks
 * need {@code camel-health}, without which there are none.
 */
public final class HostManagement implements StartupListener {

  private final CamelContext context;
  private final LedgerView view;
  private final RoutesHealthCheck routes;
  private final HostMeters meters;

  private HostManagement(CamelContext context, MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    IntakeHealthCheck intake = new IntakeHealthCheck(clock);
    ProvidersHealthCheck providers = new ProvidersHealthCheck(clock);
    this.context = context;
    this.view = new LedgerView(context);
    this.routes = new RoutesHealthCheck(context);
    this.meters = new HostMeters(registry, view, clock, intake, providers);
    check(routes);
    check(intake);
    check(providers);
  }

  /** Attaches meters and health checks to that context. */
  public static void attach(CamelContext context, MeterRegistry registry) throws Exception {
    HostManagement management = new HostManagement(context, registry);
    Registry beans = context.getRegistry();
    beans.bind("dlrLedgerMeters", LedgerObserver.class, management.meters);
    beans.bind("dlrIntakeMeters", IntakeObserver.class, management.meters);
    beans.bind("dlrPullMeters", PullObserver.class, management.meters);
    context.addStartupListener(management);
  }

  /** Routes are made and the ledger is open, no consumer runs yet. */
  @Override
  public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
    routes.expectPresent();
    Ledger ledger = view.ledger();
    if (ledger != null) {
      ledger.observe(meters);
      check(new LedgerHealthCheck(view));
      check(new SinksHealthCheck(view, this::feeds, Clock.systemUTC()));
      meters.start();
    }
  }

  /** What the context's component tells of its feeds; nothing where there is none. */
  private Collection<FeedStatus> feeds() {
    return context.hasComponent("ledger") instanceof LedgerComponent component
        ? component.feeds()
        : List.of();
  }

  private void check(HealthCheck check) {
    HealthCheckRegistry registry = HealthCheckRegistry.get(context);
    if (registry != null) {
      registry.register(check);
    }
  }
}
