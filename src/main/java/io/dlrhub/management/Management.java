package io.dlrhub.management;

import io.dlrhub.intake.IntakeObserver;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.camel.FeedStatus;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.management.api.Access;
import io.dlrhub.management.api.Api;
import io.dlrhub.management.api.ApiEndpoint;
import io.dlrhub.management.api.AuditEndpoint;
import io.dlrhub.management.api.DeadLettersEndpoint;
import io.dlrhub.management.api.DiscardEndpoint;
import io.dlrhub.management.api.HistoryEndpoint;
import io.dlrhub.management.api.InstancesEndpoint;
import io.dlrhub.management.api.OpenApiEndpoint;
import io.dlrhub.management.api.Pace;
import io.dlrhub.management.api.PauseEndpoint;
import io.dlrhub.management.api.QuarantineEndpoint;
import io.dlrhub.management.api.ReconciliationEndpoint;
import io.dlrhub.management.api.ReplayEndpoints;
import io.dlrhub.management.api.ReportsEndpoint;
import io.dlrhub.management.api.RetryEndpoint;
import io.dlrhub.management.api.SinkView;
import io.dlrhub.management.api.SinksEndpoint;
import io.dlrhub.management.api.TimelineEndpoint;
import io.dlrhub.management.api.UnmappedCodesEndpoint;
import io.dlrhub.report.Literal;
import io.dlrhub.report.PullObserver;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.spi.Registry;

/**
 * Health, metrics and JSON API of a Camel context that has a {@link Ledger} in its registry, on the
 * server of {@code camel.management.*}.
 *
 * <p>For Camel Main: call {@link #attach} before Main configures itself, in {@code
 * MainListener.beforeInitialize}, with {@code camel.management.enabled} and {@code
 * camel.management.health-check-enabled} set, and {@code camel.health.exposure-level=full} to have
 * the details of the sinks shown. {@code camel.metrics.enabled} is not needed: it adds Camel's own
 * meters and costs some of every push.
 *
 * <p>The ledger may be opened later. Whoever opens it should make it tell the {@link
 * LedgerObserver} in the registry; else it is told when the context's consumers start.
 */
public final class Management implements StartupListener {

  private static final String METRICS_PATH = "/observe/metrics";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  private final CamelContext context;
  private final SourceBook sources;
  private final LedgerMetrics ledgerMetrics;
  private final IntakeHealthCheck intake;
  private final ProvidersHealthCheck providers;
  private final TrafficMetrics traffic;
  private final LedgerView view;
  private final RoutesHealthCheck routes;

  private Management(CamelContext context) {
    this.context = context;
    this.sources = new SourceBook(clock(context));
    this.ledgerMetrics = new LedgerMetrics(sources);
    this.view = new LedgerView(context);
    this.routes = new RoutesHealthCheck(context);
    this.intake = new IntakeHealthCheck(clock(context));
    this.providers = new ProvidersHealthCheck(clock(context));
    this.traffic = new TrafficMetrics(intake, providers, sources);
  }

  private static Clock clock(CamelContext context) {
    Clock clock = context.getRegistry().findSingleByType(Clock.class);
    return clock == null ? Clock.systemUTC() : clock;
  }

  /** Attaches health checks, counters and the metrics page to that context. */
  public static Management attach(CamelContext context) throws Exception {
    Management management = new Management(context);
    Registry registry = context.getRegistry();
    registry.bind("dlrLedgerMetrics", LedgerObserver.class, management.ledgerMetrics);
    registry.bind("dlrIntakeMetrics", IntakeObserver.class, management.traffic);
    registry.bind("dlrPullMetrics", PullObserver.class, management.traffic);
    registry.bind("dlr-ledger", new LedgerHealthCheck(management.view));
    registry.bind("dlr-routes", management.routes);
    registry.bind("dlr-intake", management.intake);
    registry.bind("dlr-providers", management.providers);
    registry.bind(
        "dlr-sinks",
        new SinksHealthCheck(
            management.view, management.feeds(LedgerComponent::feeds), clock(context)));
    context.addStartupListener(management);
    return management;
  }

  /** Routes are made and the ledger is open, no consumer runs yet. */
  @Override
  public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
    routes.expectPresent();
    String account =
        context.getPropertiesComponent().resolveProperty("dlr.ucloud.account").orElse("default");
    expectCounters(account);
    Ledger ledger = view.ledger();
    if (ledger != null) {
      ledger.observe(ledgerMetrics);
    }
    serve(account);
  }

  /** What the routes will count, so that it is there at 0. */
  private void expectCounters(String account) {
    new ExpectedCounters(context, account, ledgerMetrics, sources).expect();
    traffic.expectPush("ucloud");
    traffic.expectPull("ucloud", "PullUSMSReport");
    traffic.expectPull("ucloud", "GetUSMSSendReceipt");
    traffic.expectPull("ucloud", "GetISMSSendReceipt");
    traffic.expectPull("tencent", "pullcallbackstatus");
  }

  private void serve(String account) throws Exception {
    Clock clock = clock(context);
    Metrics metrics = new Metrics(ledgerMetrics, traffic, view, clock);
    metrics.expectPulls("ucloud", account);
    MetricsPage page = new MetricsPage(context, metrics, view::instance);
    Hosts hosts =
        new Hosts(
            context.getPropertiesComponent().resolveProperty("dlr.management.hosts").orElse(null));
    Api api = new Api(endpoints(clock), view::ledger, access(), clock);
    context.addService(api);
    context.addService(new DailyReconciliation(clock, view::ledger));
    context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
        .filter(VertxPlatformHttpRouter::isManagementServer)
        .forEach(
            router -> {
              router.route().order(Integer.MIN_VALUE).handler(hosts);
              router.route(HttpMethod.GET, METRICS_PATH).handler(page);
              api.install(router);
              new Dashboard().install(router);
            });
  }

  private Access access() {
    return Access.of(
        property("dlr.management.token"),
        property("dlr.management.read-token"),
        LOOPBACK.contains(
            context
                .getPropertiesComponent()
                .resolveProperty("camel.management.host")
                .orElse("0.0.0.0")));
  }

  private String property(String key) {
    return context
        .getPropertiesComponent()
        .resolveProperty(key)
        .map(Literal::decode)
        .filter(value -> !value.isBlank())
        .orElse(null);
  }

  /** What the API answers. */
  private List<ApiEndpoint> endpoints(Clock clock) {
    SinkView sinks =
        new SinkView(
            clock,
            ledgerMetrics::deliveredTo,
            feeds(LedgerComponent::feeds),
            feeds(LedgerComponent::redeliveries),
            new Pace());
    List<ApiEndpoint> all = new ArrayList<>();
    all.add(new SinksEndpoint(sinks));
    all.add(PauseEndpoint.pause(sinks));
    all.add(PauseEndpoint.resume(sinks));
    all.addAll(ReplayEndpoints.all(sinks));
    all.add(new InstancesEndpoint(clock.instant(), () -> property("dlr.instance")));
    all.add(new DeadLettersEndpoint());
    all.add(DeadLettersEndpoint.one());
    all.add(RetryEndpoint.one());
    all.add(RetryEndpoint.all());
    all.add(DiscardEndpoint.one());
    all.add(DiscardEndpoint.all());
    all.add(new QuarantineEndpoint());
    all.add(new ReportsEndpoint());
    all.add(new TimelineEndpoint());
    all.add(new AuditEndpoint());
    all.add(new SourcesEndpoint(sources, view));
    all.add(new HistoryEndpoint(clock));
    all.add(new UnmappedCodesEndpoint());
    all.addAll(ReconciliationEndpoint.all(clock));
    all.add(
        new SummaryEndpoint(ledgerMetrics, view, () -> HealthCheckHelper.invoke(context), clock));
    all.add(new OpenApiEndpoint(all));
    return all;
  }

  /** What the context's component tells of its feeds; nothing where there is none. */
  private Supplier<Collection<FeedStatus>> feeds(
      Function<LedgerComponent, Collection<FeedStatus>> of) {
    return () ->
        context.hasComponent("ledger") instanceof LedgerComponent component
            ? of.apply(component)
            : List.of();
  }
}
