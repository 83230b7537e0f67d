package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Masked;
import io.dlrhub.config.Settings;
import io.dlrhub.config.Wiring.Part;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says when the hub is up. */
final class Startup {

  private final Configuration configuration;
  private final long begun;

  /**
   * A start that is told of.
   *
   * @param begun {@link System#nanoTime} when the command line took over
   */
  Startup(Configuration configuration, long begun) {
    this.configuration = configuration;
    this.begun = begun;
  }

  /** The warnings about the configuration, then what is up. */
  void log() {
    Logger log = LoggerFactory.getLogger(DlrHub.class);
    configuration.warnings().forEach(log::warn);
    ExtraJars.unused().ifPresent(log::warn);
    log.info(line());
  }

  /** Version, ports, ledger, what is enabled, and how long it took. */
  private String line() {
    Settings settings = configuration.settings();
    return String.format(
        Locale.ROOT,
        "DLR Hub %s is up after %.2f s: intake %s:%s, management %s:%s, ledger %s, sources: %s,"
            + " sinks: %s",
        Version.text(),
        (System.nanoTime() - begun) / 1e9,
        settings.get("camel.server.host"),
        settings.get("camel.server.port"),
        settings.get("camel.management.host"),
        settings.get("camel.management.port"),
        Masked.text(settings.get("dlr.ledger.url"), settings.secrets()),
        names(configuration.wiring().sources()),
        names(configuration.wiring().sinks()));
  }

  private static String names(List<Part> parts) {
    return parts.isEmpty() ? "none" : String.join(", ", parts.stream().map(Part::name).toList());
  }
}
