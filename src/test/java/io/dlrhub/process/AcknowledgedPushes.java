package io.dlrhub.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Pushes without pause from several threads and writes down, outside the hub, the message id of
 * every report that was acknowledged.
 */
final class AcknowledgedPushes implements AutoCloseable {

  private static final int REPORTS_A_PUSH = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong next = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile URI url;
  private volatile boolean stopped;

  AcknowledgedPushes(int threadCount) {
    for (int i = 0; i < threadCount; i++) {
      Thread thread = new Thread(this::run, "pushes-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** Starts, or goes on at another port. */
  void to(int port) {
    url = URI.create("http://127.0.0.1:" + port + "/ucloud/reports");
    threads.stream().filter(t -> t.getState() == Thread.State.NEW).forEach(Thread::start);
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  private void run() {
    while (!stopped) {
      List<String> ids = new ArrayList<>();
      String body = body(ids);
      try {
        HttpRequest request =
            HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200 && answer.body().contains("\"code\":0")) {
          acknowledged.addAll(ids);
        }
      } catch (IOException killedInBetween) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private String body(List<String> ids) {
    StringBuilder body = new StringBuilder("{\"MsgType\":2,\"Data\":[");
    for (int i = 0; i < REPORTS_A_PUSH; i++) {
      String id = "crash-" + next.getAndIncrement();
      ids.add(id);
      body.append(i == 0 ? "" : ",")
          .append("{\"SessionNo\":\"")
          .append(id)
          .append("\",\"Phone\":\"18512345678\",\"CostCount\":1,\"ReceiptTime\":1563867000,")
          .append("\"ReceiptResult\":\"Success\",\"ReceiptCode\":\"0\",\"ReceiptDesc\":\"ok\"}");
    }
    return body.append("]}").toString();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(10_000);
    }
  }
}
