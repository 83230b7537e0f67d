package io.dlrhub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Honest pushes to a packaged hub beside some of the worst bodies at a time, silent connections and
 * chunked senders. All come from one address and with the same right to push.
 */
public final class Siege {

  private static final String PATH = "/ucloud/reports";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Integer> answers = Collections.synchronizedMap(new TreeMap<>());
  private final PushTarget hub;
  private final int worst;
  private final int silent;
  private final int chunked;
  private volatile boolean over;

  /**
   * @param worst bodies under way at any time, of a legal size
   * @param silent connections that announce 1 MiB and send nothing
   * @param chunked senders at any time, in tens, of a push in two pieces
   */
  public Siege(PushTarget hub, int worst, int silent, int chunked) {
    this.hub = hub;
    this.worst = worst;
    this.silent = silent;
    this.chunked = chunked;
  }

  /** How often who was answered what: {@code honest 200}, {@code worst 413}. */
  public Map<String, Integer> answers() {
    return answers;
  }

  /**
   * Lays siege for so long.
   *
   * @return nanoseconds each honest push took, in order of size
   */
  public long[] hold(long seconds) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<RawHttp> connected = new ArrayList<>();
    for (int i = 0; i < silent; i++) {
      connected.add(connect("Content-Length: 1048576\r\n\r\n"));
    }
    for (int i = 0; i < worst; i++) {
      int kind = i;
      threads.execute(() -> until(() -> worst(kind)));
    }
    for (int i = 0; i < chunked / 10; i++) {
      threads.execute(() -> until(this::tenChunked));
    }
    long[] nanos = honest(seconds);
    over = true;
    connected.forEach(RawHttp::close);
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.MINUTES);
    Arrays.sort(nanos);
    return nanos;
  }

  private long[] honest(long seconds) throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      count("honest", post(UCloudPushes.delivered("honest-" + i, "18512345678")));
      nanos.add(System.nanoTime() - start);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private void worst(int kind) {
    String element =
        List.of("0", "{}", "[[]]", "{\"SessionNo\":\"s\",\"Phone\":\"1\"}").get(kind % 4);
    int count = List.of(500_000, 340_000, 200_000, 30_000).get(kind % 4);
    String body =
        "{\"MsgType\":2,\"Data\":["
            + String.join(
                ",", Collections.nCopies(kind < 8 ? count : Math.min(count, 49_000), element))
            + "]}";
    count("worst", post(body));
  }

  private void tenChunked() {
    List<RawHttp> senders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      senders.add(connect("Transfer-Encoding: chunked\r\n\r\n96\r\n" + " ".repeat(150) + "\r\n"));
    }
    String rest = UCloudPushes.delivered("chunked", "18512345678");
    for (RawHttp sender : senders) {
      sender.send(Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n");
    }
    for (RawHttp sender : senders) {
      String answer = sender.answer();
      count("chunked", answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12)));
      sender.close();
    }
  }

  /**
   * Sends requests that were changed at random, and looks at no answer.
   *
   * @return what an honest push is answered then
   */
  public int oddRequests(long requests, long seed) {
    Random random = new Random(seed);
    String good =
        "POST "
            + PATH
            + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    for (long i = 0; i < requests; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int change = 0; change < 1 + random.nextInt(4); change++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
        }
      }
      try (RawHttp odd = RawHttp.connect(hub.address().getPort())) {
        odd.send(text.toString());
      } catch (UncheckedIOException cut) {
        answers.merge("odd cut", 1, Integer::sum);
      }
    }
    return post(UCloudPushes.delivered("after", "18512345678"));
  }

  private RawHttp connect(String headers) {
    return RawHttp.connect(hub.address().getPort())
        .send("POST " + PATH + " HTTP/1.1\r\nHost: h\r\n" + headers);
  }

  private int post(String body) {
    URI uri = URI.create("http://127.0.0.1:" + hub.address().getPort() + PATH);
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private void until(Runnable attack) {
    while (!over) {
      try {
        attack.run();
      } catch (UncheckedIOException cut) {
        answers.merge("cut", 1, Integer::sum);
      }
    }
  }

  private void count(String who, int status) {
    answers.merge(who + " " + status, 1, Integer::sum);
  }
}
