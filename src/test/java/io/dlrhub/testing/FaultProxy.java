package io.dlrhub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP connection with the troubles of a real one, between a client and a server on loopback. */
public final class FaultProxy implements AutoCloseable {

  /** What becomes of bytes on their way. */
  public enum Mode {
    /** They pass. */
    PASS,
    /** New connections are closed at once, old ones cut. */
    CUT,
    /** What the client sends arrives; the connection is cut before the answer passes. */
    CUT_ANSWERS,
    /** Nothing passes and nothing is closed. */
    HALF_OPEN,
    /** Answers pass until the client has sent 512 bytes in one piece; what it sends always does. */
    HELD_ANSWERS,
    /** Answers pass a byte at a time, ten a second. */
    SLOW_ANSWERS,
    /** All is well, but each answer passes {@link #LATE} later: far away, or a busy server. */
    LATE_ANSWERS
  }

  /** How much later. */
  public static final Duration LATE = Duration.ofMillis(150);

  /** More than a question. */
  private static final int MUCH = 512;

  private final int target;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Mode mode = Mode.PASS;
  private volatile boolean sentMuch;

  public FaultProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.submit(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public FaultProxy mode(Mode next) {
    sentMuch = false;
    mode = next;
    if (next == Mode.CUT) {
      cut();
    }
    return this;
  }

  /** How many connections there were. */
  public int connections() {
    return accepted.get();
  }

  /** Closes every connection there is. */
  public void cut() {
    sockets.forEach(FaultProxy::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        if (mode == Mode.CUT) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        threads.submit(() -> pump(client, server, false));
        threads.submit(() -> pump(server, client, true));
      } catch (IOException e) {
        // The target is away or the proxy is being closed.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!pass(buffer, count, out, answers)) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // A connection that broke; both ends are closed.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private boolean pass(byte[] buffer, int count, OutputStream out, boolean answers)
      throws IOException, InterruptedException {
    if (mode == Mode.CUT || (mode == Mode.CUT_ANSWERS && answers)) {
      return false;
    }
    sentMuch |= !answers && count >= MUCH;
    while (mode == Mode.HALF_OPEN || (mode == Mode.HELD_ANSWERS && answers && sentMuch)) {
      if (closed.await(10, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    if (mode == Mode.SLOW_ANSWERS && answers) {
      for (int i = 0; i < count; i++) {
        out.write(buffer, i, 1);
        out.flush();
        if (closed.await(100, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return true;
    }
    if (mode == Mode.LATE_ANSWERS
        && answers
        && closed.await(LATE.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    out.write(buffer, 0, count);
    out.flush();
    return true;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
  }
}
