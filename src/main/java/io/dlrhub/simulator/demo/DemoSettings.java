package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.UCloudAccount;
import io.dlrhub.simulator.UCloudSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub of the demo is told: properties, nothing else.
 *
 * @param port of the intake
 * @param managementPort of health, metrics and dashboard
 */
record DemoSettings(int port, int managementPort) {

  static final int USUAL_PORT = 8080;
  static final int USUAL_MANAGEMENT_PORT = 9876;
  private static final String TOKEN = "demo-token";
  private static final String PUSH_PATH = "/ucloud/reports";

  /**
   * The ports asked for; else the usual ones, or free ones where those are taken.
   *
   * @throws IOException if a port asked for is taken
   */
  static DemoSettings of(DemoOptions options) throws IOException {
    int port = options.port() == null ? free(USUAL_PORT) : probe(options.port());
    int managementPort =
        options.managementPort() == null
            ? free(USUAL_MANAGEMENT_PORT)
            : probe(options.managementPort());
    return new DemoSettings(port, managementPort);
  }

  /** Why a port is another than usual; empty if both are the usual ones. */
  String remark() {
    List<String> usual = new ArrayList<>();
    if (port != USUAL_PORT) {
      usual.add("" + USUAL_PORT);
    }
    if (managementPort != USUAL_MANAGEMENT_PORT) {
      usual.add("" + USUAL_MANAGEMENT_PORT);
    }
    return usual.isEmpty() ? "" : "  (instead of " + String.join(" and ", usual) + ")";
  }

  String intake() {
    return "http://127.0.0.1:" + port;
  }

  String management() {
    return "http://127.0.0.1:" + managementPort;
  }

  /** Where the simulated UCloud pushes to. */
  String pushUrl() {
    return intake() + PUSH_PATH + "?token=" + TOKEN;
  }

  Map<String, String> properties(UCloudSimulator ucloud, DemoFolder folder) {
    UCloudAccount account = ucloud.account();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("camel.server.host", "127.0.0.1");
    settings.put("camel.server.port", Integer.toString(port));
    settings.put("camel.management.port", Integer.toString(managementPort));
    settings.put("dlr.ucloud.endpoint", ucloud.endpoint());
    settings.put("dlr.ucloud.public-key", account.publicKey());
    settings.put("dlr.ucloud.private-key", account.privateKey());
    settings.put("dlr.ucloud.project-id", account.projectId());
    settings.put("dlr.ucloud.pull.enabled", "true");
    settings.put("dlr.ucloud.pull.period", "2s");
    settings.put("dlr.ucloud.push.enabled", "true");
    settings.put("dlr.ucloud.push.path", PUSH_PATH);
    settings.put("dlr.ucloud.push.token", TOKEN);
    settings.put("dlr.ledger.url", "jdbc:sqlite:" + folder.ledger().toAbsolutePath());
    settings.put("dlr.ledger.retention", "6h"); // it may be left running for days
    settings.put("dlr.sink.file.directory", folder.reports().toAbsolutePath().toString());
    settings.put("dlr.sink.file.start", "beginning");
    return settings;
  }

  private static int free(int usual) throws IOException {
    try {
      return probe(usual);
    } catch (IOException taken) {
      return probe(0);
    }
  }

  private static int probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IOException("port " + port + " cannot be listened on: " + e.getMessage(), e);
    }
  }
}
