package io.dlrhub.benchmark;

import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Asked;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.SentMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tracked messages of which no report is pushed, all asked for: how many calls that takes, how long
 * and how much memory. {@code mvn -q -DskipTests package} first, then run this with the number of
 * messages (default 100,000) and the calls a second (default 20).
 */
final class ReconciliationBenchmark {

  private static final int LIST = 1000;
  private static final String STEP = "30s";

  private ReconciliationBenchmark() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    Path jar = Path.of(System.getProperty("dlr.jar", "target/dlr-hub.jar")).toAbsolutePath();
    Path folder = Files.createTempDirectory("dlr-hub-reconciliation");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        PushTarget hub = start(jar, folder, ucloud, perSecond)) {
      measure(ucloud, hub, messages);
    }
    System.exit(0); // the simulator's HTTP server has threads of its own
  }

  private static PushTarget start(Path jar, Path folder, UCloudSimulator ucloud, int perSecond)
      throws Exception {
    return PushTarget.hub(
        jar,
        folder,
        List.of(
            "-XX:SharedArchiveFile=" + jar.resolveSibling("dlr-hub.jsa"),
            "-XX:+UseSerialGC",
            "-Xmx256m"),
        "dlr.ucloud.query.enabled=true",
        "dlr.ucloud.query.max-per-second=" + perSecond,
        "dlr.query.schedule=" + STEP + ",1h",
        "dlr.ucloud.endpoint=" + ucloud.endpoint(),
        "dlr.ucloud.public-key=" + ucloud.account().publicKey(),
        "dlr.ucloud.private-key=" + ucloud.account().privateKey(),
        "dlr.ucloud.project-id=" + ucloud.account().projectId());
  }

  private static void measure(UCloudSimulator ucloud, PushTarget hub, int messages)
      throws Exception {
    Asked asked = new Asked(Clock.systemUTC());
    ucloud.account().watch(asked);
    SentMessages sent = new SentMessages(ucloud.account(), Clock.systemUTC());
    String url = "http://127.0.0.1:" + hub.address().getPort() + "/messages";
    long began = System.nanoTime();
    long posting = 0;
    for (int i = 0; i < messages; i += LIST) {
      String list = sent.list(Math.min(LIST, messages - i));
      long posted = System.nanoTime();
      int status = Http.post(url, list).statusCode();
      posting += System.nanoTime() - posted;
      if (status != 202) {
        throw new IllegalStateException("POST /messages was answered " + status);
      }
    }
    print("tracked in lists of 1,000", "%,.0f messages/s", messages / seconds(posting));
    print("resident memory with all waiting", "%d MB at most", hub.peakResidentMegabytes());
    while (hub.metric("dlr_sink_delivered_total") <= messages) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    print("calls of GetUSMSSendReceipt", "%,d for %,d messages", asked.queries(), messages);
    print(
        "time from first POST to last record in the file",
        "%.0f s, of which " + STEP + " are the schedule's",
        seconds(System.nanoTime() - began));
    print("peak resident memory", "%d MB", hub.peakResidentMegabytes());
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void print(String what, String format, Object... figures) {
    System.out.printf(Locale.ROOT, "%-50s %s%n", what, String.format(Locale.ROOT, format, figures));
  }
}
