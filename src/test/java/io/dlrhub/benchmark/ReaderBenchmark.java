package io.dlrhub.benchmark;

import io.dlrhub.provider.ucloud.UsmsPushReader;
import io.dlrhub.report.PhoneNumbers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;

/**
 * How many reports one core reads, normalises and identifies in a second of its time, in bodies of
 * 100.
 */
public final class ReaderBenchmark {

  private static final int REPORTS = 100;
  private static final int BODIES = 64;
  private static final long SECONDS = 5;

  private ReaderBenchmark() {}

  public static void main(String[] args) {
    byte[][] bodies = bodies();
    UsmsPushReader reader =
        new UsmsPushReader("default", new PhoneNumbers("CN"), Clock.systemUTC());
    measure(reader, bodies);
    System.out.printf(
        Locale.ROOT,
        "%,.0f reports a second of processor time, in bodies of %d%n",
        measure(reader, bodies),
        REPORTS);
  }

  private static double measure(UsmsPushReader reader, byte[][] bodies) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long reports = 0;
    for (int i = 0; System.nanoTime() < end; i++) {
      reports += reader.read(bodies[i % BODIES]).reports().size();
    }
    return reports * 1e9 / (threads.getCurrentThreadCpuTime() - start);
  }

  private static byte[][] bodies() {
    PushBodies requests = new PushBodies("/ucloud/reports", REPORTS, "0000");
    byte[][] bodies = new byte[BODIES][];
    for (int i = 0; i < BODIES; i++) {
      String request = new String(requests.next(), StandardCharsets.ISO_8859_1);
      String body = request.substring(request.indexOf("\r\n\r\n") + 4);
      bodies[i] = body.getBytes(StandardCharsets.ISO_8859_1);
    }
    return bodies;
  }
}
