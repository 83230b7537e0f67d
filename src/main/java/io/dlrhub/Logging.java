package io.dlrhub;

import io.dlrhub.config.Settings;
import java.util.Map;

/**
 * How log lines look in this process: time with zone, level, short name.
 *
 * <p>Set as system properties before the first logger is made, not as a file on the class path: a
 * host that embeds the jar keeps its own.
 */
final class Logging {

  private static final String PREFIX = "org.slf4j.simpleLogger.";
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("showDateTime", "true"),
          Map.entry("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
          Map.entry("showThreadName", "false"),
          Map.entry("showShortLogName", "true"),
          Map.entry("defaultLogLevel", "info"),
          Map.entry("log.org.apache.camel", "warn"),
          // Says at length what the one line about a failed start says.
          Map.entry("log.org.apache.camel.impl.engine.AbstractCamelContext", "off"),
          Map.entry("log.org.sqlite.SQLiteJDBCLoader", "off"), // likewise
          // A connection that comes while the server closes is no news.
          Map.entry("log.io.netty.bootstrap.ServerBootstrap", "error"),
          // A stack trace for each connection that is cut or sends what is not HTTP, some of them
          // from Vert.x' own handling of it; the line that the server makes of it is enough.
          Map.entry("log.io.netty.channel.AbstractChannelHandlerContext", "off"),
          Map.entry("log.io.netty.channel.DefaultChannelPipeline", "off"),
          Map.entry("log.com.zaxxer.hikari", "warn"),
          Map.entry("log.io.vertx", "warn"));

  private Logging() {}

  /** The defaults, unless {@code -D} or {@code application.properties} says otherwise. */
  static void configure(Settings settings) {
    settings
        .effective()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX) && System.getProperty(key) == null) {
                System.setProperty(key, value);
              }
            });
    DEFAULTS.forEach(
        (key, value) -> {
          if (System.getProperty(PREFIX + key) == null) {
            System.setProperty(PREFIX + key, value);
          }
        });
  }
}
