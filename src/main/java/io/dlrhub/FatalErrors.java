package io.dlrhub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread of the ledger dies, or any thread of an error: a supervisor starts
 * it again, where without it nothing would be stored any more. What was acknowledged is durable.
 */
final class FatalErrors implements Thread.UncaughtExceptionHandler {

  /** The code of {@code -XX:+ExitOnOutOfMemoryError} too. */
  static final int EXIT_CODE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
  private static final String LEDGER_THREADS = "ledger-";

  private final Runnable end;

  private FatalErrors(Runnable end) {
    this.end = end;
  }

  /** Becomes the handler of every thread without one of its own. */
  static void endTheProcess() {
    Thread.setDefaultUncaughtExceptionHandler(
        new FatalErrors(() -> Runtime.getRuntime().halt(EXIT_CODE)));
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    boolean fatal = failure instanceof Error || thread.getName().startsWith(LEDGER_THREADS);
    try {
      LOG.error(
          "Thread {} ended{}",
          thread.getName(),
          fatal ? "; so does the process, to be started again" : "",
          failure);
    } finally {
      if (fatal) {
        end.run();
      }
    }
  }
}
