package io.dlrhub;

import io.dlrhub.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The ports the hub listens on. */
final class Ports {

  private Ports() {}

  /**
   * Refuses a port that is taken before anything is started: Camel 4.18.0 logs a warning and goes
   * on without it.
   *
   * @param server {@code camel.server} or {@code camel.management}
   */
  static void requireFree(Settings settings, String server) {
    String host = settings.get(server + ".host");
    int port = Integer.parseInt(settings.get(server + ".port"));
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new PortUnusable(
          server + ".host=" + host + " is not known here; accepted is an address of this machine");
    }
    // A socket that only binds: one that listened would take a provider's first try and drop it.
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      throw new PortUnusable(
          server
              + ".port="
              + port
              + " cannot be listened on at "
              + host
              + " ("
              + e.getMessage()
              + "); accepted is a free port");
    }
  }
}
