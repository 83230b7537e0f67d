package io.dlrhub.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.dlrhub.testing.SinkHost;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shipped sink routes over a ledger of their own, held back until there is something to measure.
 */
final class HubSinks implements SinkRounds.Sender {

  static final String QUEUE = "delivery-reports";
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** As many reports as a push brings. */
  private static final int APPENDED_AT_ONCE = 100;

  /** Idle is a process that took less than a twentieth of a core for so many looks in a row. */
  private static final int QUIET_LOOKS = 4;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final List<String> sinks;
  private final SinkHost host;
  private final String broker;
  private long appended;

  HubSinks(Path folder, String broker, String receiver, List<String> sinks) throws Exception {
    this.sinks = sinks;
    this.broker = broker;
    Files.createDirectories(folder);
    host =
        new SinkHost(folder)
            .route("routes/sinks.yaml")
            .set("dlr.sink.file.enabled", sinks.contains("file"))
            .set("dlr.sink.file.directory", folder.resolve("reports"))
            .set("dlr.sink.jms.enabled", sinks.contains("jms"))
            .set("dlr.sink.jms.url", broker)
            .set("dlr.sink.jms.destination", "queue:" + QUEUE)
            .set("dlr.sink.http.enabled", sinks.contains("http"))
            .set("dlr.sink.http.url", receiver)
            .set("dlr.sink.http.secret", SECRET)
            .start();
    for (String sink : sinks) {
      host.context().getRouteController().suspendRoute(sink + "-sink");
    }
  }

  /** From the moment the sinks may go on to the last position that is durable. */
  @Override
  public double run(int records) throws Exception {
    for (long end = appended + records; appended < end; appended += APPENDED_AT_ONCE) {
      host.append(SampleReports.of(appended, APPENDED_AT_ONCE));
    }
    // What appending leaves to do in the background, sealing above all, is not what is measured.
    awaitIdle();
    long start = System.nanoTime();
    for (String sink : sinks) {
      host.context().getRouteController().resumeRoute(sink + "-sink");
    }
    while (host.ledger().sinks().stream().anyMatch(sink -> sink.position() < appended)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (String sink : sinks) {
      host.context().getRouteController().suspendRoute(sink + "-sink");
    }
    if (sinks.contains("jms")) {
      Queues.empty(broker, QUEUE);
    }
    return records / seconds;
  }

  private static void awaitIdle() throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    for (int quiet = 0; quiet < QUIET_LOOKS; ) {
      long before = system.getProcessCpuTime();
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
      quiet = system.getProcessCpuTime() - before < LOOK_NANOS / 20 ? quiet + 1 : 0;
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
