package io.dlrhub.benchmark;

import io.dlrhub.testing.PushTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The packaged hub with the image's flags for hours at a set rate, while its HTTP sink is down for
 * a fifth of each period and its file sink is paused for another; ends with code 1 when memory,
 * handles, threads or the write-ahead log grow, or when a sink did not get what was acknowledged.
 *
 * <p>{@code --minutes N} (240), {@code --rate N} reports a second (500), {@code --period N} seconds
 * from one outage to the next (300), {@code --every N} seconds from sample to sample (10).
 */
public final class SoakBenchmark {

  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
  private static final long CAUGHT_UP_SECONDS = 300;

  private final PushTarget hub;
  private final CountingReceiver receiver;
  private final SoakPushes pushes;
  private final Path ledger;
  private final long started = System.nanoTime();
  private final List<SoakSample> samples = new ArrayList<>();
  private boolean filePaused;
  private int outages;

  private SoakBenchmark(PushTarget hub, CountingReceiver receiver, SoakPushes pushes, Path ledger) {
    this.hub = hub;
    this.receiver = receiver;
    this.pushes = pushes;
    this.ledger = ledger;
  }

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    long minutes = option(arguments, "--minutes", 240);
    long rate = option(arguments, "--rate", 500);
    long period = option(arguments, "--period", 300);
    long every = option(arguments, "--every", 10);
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    Path work = Files.createTempDirectory("dlr-hub-soak");
    System.out.printf("%d minutes at %d reports a second, in %s%n", minutes, rate, work);
    boolean held;
    try (CountingReceiver receiver = new CountingReceiver();
        PushTarget hub =
            PushTarget.hub(
                jar,
                work,
                FLAGS,
                "dlr.sink.http.enabled=true",
                "dlr.sink.http.url=" + receiver.url());
        SoakPushes pushes = new SoakPushes(hub.address().getPort(), rate)) {
      SoakBenchmark soak = new SoakBenchmark(hub, receiver, pushes, work.resolve("data/ledger.db"));
      soak.run(TimeUnit.MINUTES.toSeconds(minutes), period, every);
      pushes.close();
      held = soak.judge();
    }
    System.exit(held ? 0 : 1);
  }

  private void run(long seconds, long period, long every) throws Exception {
    for (long second = 0; second < seconds; second += every) {
      sinks(second % period * 5 / period);
      LockSupport.parkNanos(started + TimeUnit.SECONDS.toNanos(second + every) - System.nanoTime());
      SoakSample sample = SoakSample.of(hub.process().pid(), ledger, (second + every) / 60.0);
      samples.add(sample);
      if (second / 60 != (second + every) / 60) {
        System.out.println(sample + ", acknowledged " + pushes.acknowledged());
      }
    }
    sinks(0);
  }

  /**
   * In the second fifth of a period the receiver is down, in the fourth the file sink is paused.
   */
  private void sinks(long fifth) {
    outages += fifth == 1 && !receiver.isDown() || fifth == 3 && !filePaused ? 1 : 0;
    receiver.down(fifth == 1);
    if (filePaused != (fifth == 3)) {
      filePaused = fifth == 3;
      hub.post("/api/sinks/file/" + (filePaused ? "pause" : "resume"));
    }
  }

  private boolean judge() throws Exception {
    long wanted = pushes.acknowledged() + 1; // and the report of the start
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAUGHT_UP_SECONDS);
    while (receiver.records() < wanted && System.nanoTime() < limit
        || hub.metric("dlr_sink_lag") > 0 && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    double lag = hub.metric("dlr_sink_lag");
    SoakVerdict verdict = SoakVerdict.of(samples);
    verdict.lines().forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%.1f minutes, %,d reports acknowledged, %,d received, %,d pushes refused, %d outages of"
            + " sinks, %,.0f records left waiting%n",
        samples.get(samples.size() - 1).minute(),
        wanted,
        receiver.records(),
        pushes.refused(),
        outages,
        lag);
    boolean whole = receiver.records() >= wanted && lag == 0 && pushes.refused() == 0;
    System.out.println(whole && !verdict.grows() ? "holds" : "DOES NOT HOLD");
    return whole && !verdict.grows();
  }

  private static long option(List<String> arguments, String name, long otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments.get(at + 1));
  }
}
