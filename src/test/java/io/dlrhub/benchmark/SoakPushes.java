package io.dlrhub.benchmark;

import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Pushes of ten new reports each at a set rate; one in twenty comes again. */
final class SoakPushes implements AutoCloseable {

  private static final int REPORTS_A_PUSH = 10;
  private static final int REPEATED = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final long nanosBetween;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread = new Thread(this::run, "soak-pushes");
  private volatile boolean stopped;
  private long next;

  /**
   * @param perSecond reports
   */
  SoakPushes(int port, long perSecond) {
    url = URI.create("http://127.0.0.1:" + port + "/ucloud/reports");
    nanosBetween = TimeUnit.SECONDS.toNanos(1) * REPORTS_A_PUSH / perSecond;
    thread.start();
  }

  /** Reports acknowledged, each once. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Pushes that were not answered 200. */
  long refused() {
    return refused.get();
  }

  private void run() {
    long due = System.nanoTime();
    for (long push = 0; !stopped; push++) {
      String body = body();
      if (accepted(body)) {
        acknowledged.addAndGet(REPORTS_A_PUSH);
        if (push % REPEATED == 0) {
          accepted(body);
        }
      }
      due += nanosBetween;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private boolean accepted(String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
        return true;
      }
    } catch (IOException e) {
      // Counted below.
    } catch (InterruptedException e) {
      stopped = true;
    }
    refused.incrementAndGet();
    return false;
  }

  private String body() {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < REPORTS_A_PUSH; i++) {
      long number = next++;
      elements.add(
          UCloudPushes.receipt("soak-" + number, "185" + (10_000_000 + number % 89_999_999)));
    }
    return UCloudPushes.of(elements);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
