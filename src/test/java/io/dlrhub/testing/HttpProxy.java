package io.dlrhub.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on loopback that leads every request and tunnel to one local port, whatever host
 * they are for, and remembers the first line of each.
 */
public final class HttpProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final String login;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private HttpProxy(int target, String login) {
    this.target = target;
    this.login = login;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** One that asks for nothing. */
  public static HttpProxy to(int target) {
    return new HttpProxy(target, null);
  }

  /** One that answers 407 until it is shown that basic login, in base64. */
  public static HttpProxy to(int target, String login) {
    return new HttpProxy(target, login);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** First lines of what was let through. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // the test is over
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      while (login != null && !head.contains("Proxy-Authorization: Basic " + login)) {
        String length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
        in.readNBytes(length.matches("\\d+") ? Integer.parseInt(length) : 0);
        write(
            client,
            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        head = head(in);
      }
      lines.add(head.substring(0, head.indexOf('\r')));
      try (Socket end = new Socket(InetAddress.getLoopbackAddress(), target)) {
        if (head.startsWith("CONNECT ")) {
          write(client, "HTTP/1.1 200 OK\r\n\r\n");
        } else {
          write(end, head.replaceFirst("http://[^/]+", ""));
        }
        threads.execute(() -> copy(client, end));
        copy(end, client);
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one side is closed
    }
  }
}
