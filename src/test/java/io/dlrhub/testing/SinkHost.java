package io.dlrhub.testing;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.awaitility.Awaitility.await;

import io.dlrhub.config.Configuration;
import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Sink routes as they are shipped, over a ledger on the disk. */
public final class SinkHost implements AutoCloseable {

  private final Path folder;
  private final Ledger ledger;
  private final List<String> properties = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private Receiver receiver;

  /** Works in that folder, which may hold the ledger of an earlier one. */
  public SinkHost(Path folder) {
    this.folder = folder;
    this.ledger = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("ledger.db")));
    context.getRegistry().bind("ledger", Ledger.class, ledger);
    context.getShutdownStrategy().setTimeout(5);
  }

  /** The shipped sinks, of which only that one is enabled; its settings are still to be made. */
  public static SinkHost withOnly(String sink, Path folder) {
    return new SinkHost(folder)
        .route("routes/sinks.yaml")
        .set("dlr.sink.file.enabled", "false")
        .set("dlr.sink." + sink + ".enabled", "true");
  }

  /** The shipped HTTP sink alone, at that receiver, which is closed with it. */
  public static SinkHost postingTo(Receiver receiver, Path folder) {
    SinkHost host = withOnly("http", folder).set("dlr.sink.http.url", receiver.url());
    host.receiver = receiver;
    return host;
  }

  /** A line of {@code application.properties}. */
  public SinkHost set(String key, Object value) {
    properties.removeIf(line -> line.startsWith(key + "="));
    properties.add(key + "=" + value);
    return this;
  }

  /** A route file of the repository, such as {@code routes/sinks.yaml}. */
  public SinkHost route(String file) {
    routes.add(file);
    return this;
  }

  public SinkHost bind(String name, Object bean) {
    context.getRegistry().bind(name, bean);
    return this;
  }

  /**
   * Starts what the routes say.
   *
   * @throws io.dlrhub.config.BadConfiguration as the hub itself would refuse
   */
  public SinkHost start() {
    try {
      Files.createDirectories(folder.resolve("routes"));
      for (String route : routes) {
        Path file = Path.of(route);
        Files.writeString(
            folder.resolve("routes").resolve(file.getFileName()), Files.readString(file));
      }
      Files.write(folder.resolve("application.properties"), properties);
      Configuration configuration = Configuration.read(folder).orRefuse();
      context
          .getPropertiesComponent()
          .setInitialProperties(asProperties(configuration.settings().effective()));
      for (String route : routes) {
        PluginHelper.getRoutesLoader(context)
            .loadRoutes(ResourceHelper.resolveResource(context, "file:" + route));
      }
      context.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.util.Properties asProperties(java.util.Map<String, String> settings) {
    java.util.Properties all = new java.util.Properties();
    all.putAll(settings);
    return all;
  }

  public void append(List<? extends Record> records) {
    ledger.append(Append.of(records));
  }

  public Ledger ledger() {
    return ledger;
  }

  public DefaultCamelContext context() {
    return context;
  }

  /** Where that sink stands. */
  public SinkState sink(String name) {
    return ledger.sinks().stream()
        .filter(sink -> sink.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sink " + name + ": " + ledger.sinks()));
  }

  /** Waits until that sink is through with everything. */
  public void awaitDelivered(String sink) {
    await().atMost(LIMIT).until(() -> sink(sink).lag() == 0);
  }

  @Override
  public void close() {
    context.stop();
    ledger.close();
    if (receiver != null) {
      receiver.close();
    }
  }
}
