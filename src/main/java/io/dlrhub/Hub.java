package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.http.Outbound;
import io.dlrhub.intake.IntakeServer;
import io.dlrhub.management.Management;
import io.dlrhub.memory.BodyLimits;
import io.dlrhub.report.FileAccess;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Camel Main over a configuration: routes, servers, ledger. Everything an embedding host needs too
 * lives in components and Kamelets, not here.
 */
final class Hub implements AutoCloseable {

  /** What this process wants of Camel; a setting of the same name goes before. */
  private static final Map<String, String> CAMEL =
      Map.ofEntries(
          Map.entry("camel.main.name", "dlr-hub"),
          Map.entry("camel.main.auto-configuration-log-summary", "false"),
          Map.entry("camel.main.startup-recorder", "off"),
          Map.entry("camel.main.startup-summary-level", "off"),
          Map.entry("camel.main.jmx-enabled", "false"),
          Map.entry("camel.main.shutdown-timeout", "7"),
          Map.entry("camel.main.shutdown-log-inflight-exchanges-on-timeout", "false"),
          Map.entry("camel.server.enabled", "true"),
          Map.entry("camel.server.file-upload-enabled", "false"),
          Map.entry("camel.management.enabled", "true"),
          Map.entry("camel.management.health-check-enabled", "true"),
          Map.entry("camel.health.exposure-level", "full"),
          // A folder, a far end or a poll that has not come yet is no reason to take pushes away.
          Map.entry("camel.health.routes-enabled", "false"),
          Map.entry("camel.health.consumers-enabled", "false"));

  private final Configuration configuration;
  private final Clock clock;
  private final Main main = new Main();
  private final EarlyLedger ledger = new EarlyLedger();
  private boolean toBeStarted;

  Hub(Configuration configuration) {
    this(configuration, null);
  }

  /**
   * @param clock for every time the hub takes itself; null for the system's
   */
  Hub(Configuration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    configuration.settings().find("dlr.files.permissions").ifPresent(FileAccess::use);
    main.setAppName("DLR Hub");
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setInitialProperties(properties());
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeInitialize(BaseMainSupport starting) {
            attach(starting.getCamelContext());
          }

          @Override
          public void afterConfigure(BaseMainSupport starting) {
            refuseWhatBeansShow(starting.getCamelContext());
            if (toBeStarted) {
              ledger.await(starting.getCamelContext());
            }
          }
        });
  }

  private void attach(CamelContext context) {
    settingsAreFinal(context);
    LiteralValues.use(context);
    if (clock != null) {
      context.getRegistry().bind("clock", Clock.class, clock);
    }
    context.getRegistry().bind("dlrBodyLimits", BodyLimits.class, bodyLimits());
    context.getRegistry().bind("dlrOutbound", Outbound.class, configuration.outbound());
    if (toBeStarted) {
      ledger.begin(context);
    }
    IntakeServer.attach(context);
    try {
      Management.attach(context);
    } catch (Exception e) {
      throw new IllegalStateException("health and metrics cannot be attached", e);
    }
  }

  private BodyLimits bodyLimits() {
    return new BodyLimits(
        most("elements"), most("keys"), most("digits"), most("text"), most("rejects"));
  }

  private int most(String what) {
    return Integer.parseInt(configuration.settings().get("dlr.intake.max-" + what));
  }

  /** The routes have been read, and the beans they declare are there. */
  private void refuseWhatBeansShow(CamelContext context) {
    List<String> errors = ConnectionFactories.errors(configuration, context);
    if (!errors.isEmpty()) {
      throw new BadConfiguration(errors);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(CAMEL);
    properties.put("camel.main.routes-include-pattern", configuration.routes().pattern());
    properties.putAll(configuration.forCamel());
    return properties;
  }

  /** Environment and {@code -D} are in the settings already, trimmed and in the right order. */
  private static void settingsAreFinal(CamelContext context) {
    PropertiesComponent component = (PropertiesComponent) context.getPropertiesComponent();
    component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
  }

  /**
   * Reads routes and settings into Camel without starting anything.
   *
   * @throws BadConfiguration for what only the beans of the routes show
   */
  void prepare() {
    main.init();
  }

  /**
   * Takes pushes when this returns.
   *
   * @throws RuntimeException as Camel or the ledger throw it; see {@link StartFailure}
   */
  void start() {
    Settings settings = configuration.settings();
    Ports.requireFree(settings, "camel.server");
    Ports.requireFree(settings, "camel.management");
    toBeStarted = true;
    main.start();
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  /** Takes no new work, finishes what is in flight, lets go of the ledger. Idempotent. */
  @Override
  public void close() {
    main.stop();
    ledger.abandon();
  }
}
