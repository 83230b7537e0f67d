package io.dlrhub.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/**
 * Posts requests over kept-alive connections, one in flight on each, from a single thread: the
 * machine's cores belong to what is measured.
 */
final class LoadGenerator implements AutoCloseable {

  private static final int REPEAT_EVERY = 20;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final PushBodies bodies;
  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final Queue<Connection> idle = new ArrayDeque<>();
  private Histogram latencies = new Histogram(3);
  private long answered;
  private long refused;
  private long sent;
  private boolean paused = true;

  LoadGenerator(InetSocketAddress address, int connectionCount, PushBodies bodies)
      throws IOException {
    this.bodies = bodies;
    for (int i = 0; i < connectionCount; i++) {
      connections.add(new Connection(address));
    }
  }

  /**
   * What was measured.
   *
   * @param requests answered 200
   * @param refused answered anything else
   * @param seconds how long
   * @param p50Millis median time to the answer
   * @param p99Millis 99th percentile
   * @param reports new and repeated reports in the answered requests
   */
  record Result(
      long requests,
      long refused,
      double seconds,
      double p50Millis,
      double p99Millis,
      long reports) {
    double requestsPerSecond() {
      return requests / seconds;
    }

    double reportsPerSecond() {
      return reports / seconds;
    }
  }

  /** Runs that long, then lets the last answers come in. */
  Result run(Duration duration) throws IOException {
    return run(System.nanoTime() + duration.toNanos(), Long.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Runs that long with no more than so many requests a second. */
  Result run(Duration duration, double requestsPerSecond) throws IOException {
    return run(System.nanoTime() + duration.toNanos(), Long.MAX_VALUE, requestsPerSecond);
  }

  /** Runs until that many requests were answered. */
  Result runRequests(long requests) throws IOException {
    return run(Long.MAX_VALUE, requests, Double.MAX_VALUE);
  }

  private Result run(long until, long requests, double perSecond) throws IOException {
    latencies = new Histogram(3);
    answered = 0;
    refused = 0;
    paused = false;
    long start = System.nanoTime();
    long sentBefore = sent;
    idle.addAll(connections);
    while (answered + refused < requests && System.nanoTime() < until) {
      double allowed = (System.nanoTime() - start) / 1e9 * perSecond;
      while (!idle.isEmpty() && sent - sentBefore < allowed) {
        idle.remove().send();
      }
      select(idle.isEmpty() ? 100 : 1);
    }
    idle.clear();
    double seconds = (System.nanoTime() - start) / 1e9;
    final long counted = answered;
    paused = true;
    while (connections.stream().anyMatch(c -> c.sentAt != 0)) {
      select(100);
    }
    return new Result(
        counted,
        refused,
        seconds,
        latencies.getValueAtPercentile(50) / 1e6,
        latencies.getValueAtPercentile(99) / 1e6,
        counted * bodies.reports());
  }

  private void select(long millis) throws IOException {
    selector.select(millis);
    for (SelectionKey key : selector.selectedKeys()) {
      ((Connection) key.attachment()).ready(key);
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.channel.close();
    }
    selector.close();
  }

  private final class Connection {
    final SocketChannel channel;
    final SelectionKey key;
    final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    ByteBuffer out;
    byte[] last;
    long sentAt;

    Connection(InetSocketAddress address) throws IOException {
      channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
      sent++;
      if (last == null || sent % REPEAT_EVERY != 0) {
        last = bodies.next();
      }
      out = ByteBuffer.wrap(last);
      sentAt = System.nanoTime();
      write();
    }

    void ready(SelectionKey selected) throws IOException {
      if (selected.isWritable()) {
        write();
      }
      if (selected.isReadable()) {
        read();
      }
    }

    private void write() throws IOException {
      channel.write(out);
      key.interestOps(
          out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection after " + answered + " answers");
      }
      int head = indexOf(END_OF_HEAD);
      if (head < 0) {
        return;
      }
      String text = new String(in.array(), 0, head, StandardCharsets.ISO_8859_1);
      if (in.position() < head + END_OF_HEAD.length + contentLength(text)) {
        return;
      }
      latencies.recordValue(System.nanoTime() - sentAt);
      sentAt = 0;
      if (text.startsWith("HTTP/1.1 200")) {
        answered++;
      } else {
        refused++;
      }
      in.clear();
      if (!paused) {
        idle.add(this);
      }
    }

    private int contentLength(String head) {
      int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
      if (at < 0) {
        throw new IllegalStateException("an answer without Content-Length: " + head);
      }
      int end = head.indexOf('\r', at);
      return Integer.parseInt(head.substring(at + 15, end < 0 ? head.length() : end).trim());
    }

    private int indexOf(byte[] wanted) {
      byte[] bytes = in.array();
      for (int i = 0; i + wanted.length <= in.position(); i++) {
        int j = 0;
        while (j < wanted.length && bytes[i + j] == wanted[j]) {
          j++;
        }
        if (j == wanted.length) {
          return i;
        }
      }
      return -1;
    }
  }
}
