package io.dlrhub;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs something until SIGTERM or Ctrl-C, then closes it and ends the process with exit code 0,
 * where the JVM alone would say 143.
 */
final class Lifetime {

  /** Below the 10 s that are promised. */
  private static final Duration LIMIT = Duration.ofMillis(9500);

  private final AutoCloseable running;
  private final Thread hook = new Thread(this::end, "stop");

  private Lifetime(AutoCloseable running) {
    this.running = running;
  }

  /** Starts it with a signal already meaning a clean stop; does not return unless that fails. */
  static void of(AutoCloseable running, Runnable start) throws InterruptedException {
    Lifetime lifetime = new Lifetime(running);
    Runtime.getRuntime().addShutdownHook(lifetime.hook);
    try {
      start.run();
    } catch (RuntimeException | Error e) {
      lifetime.abandon();
      throw e;
    }
    new CountDownLatch(1).await();
  }

  /** The start failed: close what there is; a signal that came meanwhile has its way. */
  private void abandon() throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      new CountDownLatch(1).await();
    }
    closeInTime();
    NativeFolder.remove();
  }

  private void end() {
    closeInTime();
    NativeFolder.remove();
    // What was acknowledged is durable: nothing is lost by leaving even if closing hangs.
    Runtime.getRuntime().halt(DlrHub.OK);
  }

  private void closeInTime() {
    Thread closing = new Thread(this::close, "closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    try {
      running.close();
    } catch (Throwable e) { // NOSONAR: the process ends now, with the code of what went before
      System.err.println("while stopping: " + StartFailure.line(e));
    }
  }
}
