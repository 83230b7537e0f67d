package io.dlrhub.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that can stop listening and come back on the same port. */
final class HttpFront implements AutoCloseable {

  static {
    // Without it an answer in two segments waits 40 ms for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static final int THREADS = 16;

  private final HttpHandler handler;
  private final int port;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "simulator-http");
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;

  /**
   * Starts listening.
   *
   * @param port 0 for a free one
   */
  HttpFront(int port, HttpHandler handler) {
    this.handler = handler;
    this.server = listen(port);
    this.port = server.getAddress().getPort();
  }

  int port() {
    return port;
  }

  /** From now on connections are refused; open ones end. */
  synchronized void refuse() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again. */
  synchronized void accept() {
    if (server == null) {
      server = listen(port);
    }
  }

  @Override
  public void close() {
    refuse();
    threads.shutdownNow();
  }

  private HttpServer listen(int wanted) {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
      listening.createContext("/", handler);
      listening.setExecutor(threads);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException("listening on 127.0.0.1:" + wanted, e);
    }
  }
}
