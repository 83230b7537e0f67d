package io.dlrhub.testing;

import io.dlrhub.HubAccess;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.report.RecordJson;
import io.dlrhub.simulator.UCloudSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The hub in this JVM with its shipped routes, on free ports, all its data below one folder. Push
 * (for anyone) and file sink are on unless told otherwise.
 *
 * <pre>{@code
 * try (HubUnderTest hub = HubUnderTest.in(folder).with("dlr.ucloud.push.token", "secret").start()) {
 *   hub.push("?token=secret", UCloudPushes.delivered("s-1", "18512345678"));
 * }
 * }</pre>
 */
public final class HubUnderTest implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final int managementPort;
  private final HubAccess hub;

  private HubUnderTest(Path folder, int port, int managementPort, HubAccess hub) {
    this.folder = folder;
    this.port = port;
    this.managementPort = managementPort;
    this.hub = hub;
  }

  /** Settings of a hub that is not started yet. */
  public static final class Settings {
    private final Path folder;
    private final Map<String, String> values = new TreeMap<>();
    private Clock clock;

    private Settings(Path folder) {
      this.folder = folder;
      with("dlr.ledger.url", "jdbc:sqlite:" + folder.resolve("data/ledger.db"));
      with("dlr.sink.file.directory", folder.resolve("data/reports").toString());
      with("dlr.sink.file.start", "beginning");
      with("dlr.ucloud.push.enabled", "true");
      with("dlr.ucloud.push.open", "true");
      with("dlr.messages.open", "true");
      with("camel.server.host", "127.0.0.1");
    }

    /** Sets a key of application.properties. */
    public Settings with(String key, String value) {
      values.put(key, value);
      return this;
    }

    /** Asks that simulator, with its account's keys; what it is asked is still to be enabled. */
    public Settings asking(UCloudSimulator ucloud) {
      return with("dlr.ucloud.endpoint", ucloud.endpoint())
          .with("dlr.ucloud.public-key", ucloud.account().publicKey())
          .with("dlr.ucloud.private-key", ucloud.account().privateKey())
          .with("dlr.ucloud.project-id", ucloud.account().projectId());
    }

    /** Sets the clock it goes by, instead of the system's. */
    public Settings clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Starts it; returns when it takes pushes. */
    public HubUnderTest start() {
      int[] ports = Ports.free(2);
      with("camel.server.port", Integer.toString(ports[0]));
      with("camel.management.port", Integer.toString(ports[1]));
      write();
      return new HubUnderTest(folder, ports[0], ports[1], HubAccess.start(folder, clock));
    }

    private void write() {
      Properties properties = new Properties();
      properties.putAll(values);
      try (var out =
          Files.newBufferedWriter(
              folder.resolve("application.properties"), StandardCharsets.UTF_8)) {
        properties.store(out, null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A hub that works in that folder; a folder {@code routes} there replaces the shipped routes. */
  public static Settings in(Path folder) {
    return new Settings(folder);
  }

  /** Posts to {@code /ucloud/reports}. */
  public HttpResponse<String> push(String query, String body, String... headers) {
    return Http.post(url("/ucloud/reports" + query), body, headers);
  }

  /** An address of the intake. */
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Port of the intake. */
  public int port() {
    return port;
  }

  /** Gets something from the management port. */
  public HttpResponse<String> manage(String path) {
    return Http.get(managementUrl(path));
  }

  /** An address of the management port. */
  public String managementUrl(String path) {
    return "http://127.0.0.1:" + managementPort + path;
  }

  /**
   * The value of a metric.
   *
   * @param series as the page has it: {@code dlr_sink_lag{sink="file"}}
   * @return NaN where there is none
   */
  public double metric(String series) {
    return manage("/observe/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Every line the file sink has written so far. */
  public List<String> fileLines() {
    List<String> lines = new ArrayList<>();
    Path reports = folder.resolve("data/reports");
    if (!Files.isDirectory(reports)) {
      return lines;
    }
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** What the file sink has written so far, as records; the schema accepts each line. */
  public List<io.dlrhub.report.Record> fileRecords() {
    return fileLines().stream()
        .map(RecordSchema::accepted)
        .map(line -> RecordJson.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  public Ledger ledger() {
    return context().getRegistry().findSingleByType(Ledger.class);
  }

  public CamelContext context() {
    return hub.context();
  }

  /** The folder it works in. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    hub.close();
  }
}
