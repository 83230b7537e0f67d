package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Masked;
import io.dlrhub.config.Settings;
import io.dlrhub.config.Wiring.Part;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says when the hub is up. */
final class Startup {

  private static final Logger LOG = LoggerFactory.getLogger(DlrHub.class);

  private Startup() {}

  static void log(Configuration configuration) {
    configuration.warnings().forEach(LOG::warn);
    LOG.info(line(configuration));
  }

  /** Version, ports, ledger, what is enabled, and how long it took. */
  static String line(Configuration configuration) {
    Settings settings = configuration.settings();
    return String.format(
        Locale.ROOT,
        "DLR Hub %s is up: intake %s:%s, management %s:%s, ledger %s, sources: %s, sinks: %s"
            + " (%.2f s)",
        Version.text(),
        settings.get("camel.server.host"),
        settings.get("camel.server.port"),
        settings.get("camel.management.host"),
        settings.get("camel.management.port"),
        Masked.text(settings.get("dlr.ledger.url"), settings.secrets()),
        names(configuration.wiring().sources()),
        names(configuration.wiring().sinks()),
        (System.currentTimeMillis() - started()) / 1000.0);
  }

  private static long started() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(java.time.Instant::toEpochMilli)
        .orElseGet(() -> ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private static String names(List<Part> parts) {
    return parts.isEmpty() ? "none" : String.join(", ", parts.stream().map(Part::name).toList());
  }
}
