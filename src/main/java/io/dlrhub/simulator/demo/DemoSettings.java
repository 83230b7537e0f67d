package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.TencentSimulator;
import io.dlrhub.simulator.UCloudAccount;
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
 * @param managementPort of health, metrics and JSON API
 */
record DemoSettings(int port, int managementPort) {

  static final int USUAL_PORT = 8080;
  static final int USUAL_MANAGEMENT_PORT = 9876;
  private static final String TOKEN = "demo-token";
  private static final String MESSAGES_TOKEN = "demo-messages-token";
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

  /** Where the sender tells of the messages it has sent. */
  String messagesUrl() {
    return intake() + "/messages?token=" + MESSAGES_TOKEN;
  }

  Map<String, String> properties(Providers providers, DemoFolder folder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("camel.server.host", "127.0.0.1");
    settings.put("camel.server.port", Integer.toString(port));
    settings.put("camel.management.port", Integer.toString(managementPort));
    ucloud(providers, settings);
    tencent(providers, settings);
    settings.put("dlr.messages.token", MESSAGES_TOKEN);
    settings.put("dlr.ledger.url", "jdbc:sqlite:" + folder.ledger().toAbsolutePath());
    settings.put("dlr.ledger.retention", "5m"); // it may be left running for days
    settings.put("dlr.sink.file.directory", folder.reports().toAbsolutePath().toString());
    settings.put("dlr.sink.file.start", "beginning");
    return settings;
  }

  private static void ucloud(Providers providers, Map<String, String> settings) {
    UCloudAccount account = providers.ucloud().account();
    settings.put("dlr.ucloud.endpoint", providers.ucloud().endpoint());
    settings.put("dlr.ucloud.public-key", account.publicKey());
    settings.put("dlr.ucloud.private-key", account.privateKey());
    settings.put("dlr.ucloud.project-id", account.projectId());
    settings.put("dlr.ucloud.region", "cn-bj2");
    settings.put("dlr.ucloud.zone", "cn-bj2-04");
    settings.put("dlr.ucloud.pull.enabled", "true");
    settings.put("dlr.ucloud.pull.period", "2s");
    settings.put("dlr.ucloud.push.enabled", "true");
    settings.put("dlr.ucloud.push.path", PUSH_PATH);
    settings.put("dlr.ucloud.push.token", TOKEN);
    settings.put("dlr.ucloud.query.enabled", "true");
    settings.put("dlr.ucloud.video-query.enabled", "true");
    settings.put("dlr.ucloud.query.max-per-second", "20");
    settings.put("dlr.query.schedule", "3s,6s,12s,30s"); // nobody watches a demo for twelve hours
  }

  private static void tencent(Providers providers, Map<String, String> settings) {
    settings.put("dlr.tencent.endpoint", providers.tencent().endpoint());
    settings.put("dlr.tencent.sdk-app-id", TencentSimulator.SDK_APP_ID);
    settings.put("dlr.tencent.app-key", TencentSimulator.APP_KEY);
    settings.put("dlr.tencent.statistics.enabled", "true");
    settings.put("dlr.tencent.statistics.period", "2s");
    settings.put("dlr.tencent.statistics.lookback", "1h");
    settings.put("dlr.tencent.statistics.running-hour", "true");
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
