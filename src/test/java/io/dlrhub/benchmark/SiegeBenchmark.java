package io.dlrhub.benchmark;

import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.RawHttp;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Honest pushes beside sixteen of the worst bodies at a time, a thousand silent connections and two
 * hundred chunked senders, and then odd requests from a seed, at the packaged hub with the image's
 * flags. All come from one address.
 */
public final class SiegeBenchmark {

  private static final String PATH = "/ucloud/reports";
  private static final int WORST = 16;
  private static final int SILENT = 1000;
  private static final int CHUNKED = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Integer> answers = Collections.synchronizedMap(new TreeMap<>());
  private final PushTarget hub;
  private volatile boolean over;

  private SiegeBenchmark(PushTarget hub) {
    this.hub = hub;
  }

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    Path work = Files.createTempDirectory("dlr-hub-siege");
    List<String> flags =
        List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    try (PushTarget hub = PushTarget.hub(jar, work, flags)) {
      SiegeBenchmark siege = new SiegeBenchmark(hub);
      siege.hold(option(arguments, "--seconds", 60));
      siege.oddRequests(option(arguments, "--odd", 10_000), option(arguments, "--seed", 1));
      long traces;
      try (Stream<String> lines = Files.lines(work.resolve("process.log"))) {
        traces = lines.filter(line -> line.startsWith("\tat ")).count();
      }
      System.out.printf("lines of stack traces: %d, ready: %s%n", traces, hub.process().isAlive());
    }
  }

  private void hold(long seconds) throws InterruptedException, IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<RawHttp> silent = new ArrayList<>();
    for (int i = 0; i < SILENT; i++) {
      silent.add(connect("Content-Length: 1048576\r\n\r\n"));
    }
    for (int i = 0; i < WORST; i++) {
      int kind = i;
      threads.execute(() -> until(() -> worst(kind)));
    }
    for (int i = 0; i < CHUNKED / 10; i++) {
      threads.execute(() -> until(this::tenChunked));
    }
    long[] nanos = honest(seconds);
    over = true;
    silent.forEach(RawHttp::close);
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.MINUTES);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "honest pushes: %d, p50 %.0f ms, p99 %.0f ms, worst %.0f ms; answers %s; peak resident %d MB%n",
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        answers,
        hub.peakResidentMegabytes());
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

  private void oddRequests(long requests, long seed) throws InterruptedException {
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
    int after = post(UCloudPushes.delivered("after", "18512345678"));
    System.out.printf(
        "%d odd requests from seed %d, an honest push then: %d%n", requests, seed, after);
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

  private static long option(List<String> arguments, String name, long otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments.get(at + 1));
  }
}
