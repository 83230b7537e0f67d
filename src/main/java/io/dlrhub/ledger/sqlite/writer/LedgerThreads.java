package io.dlrhub.ledger.sqlite.writer;

/**
 * Threads of the ledger, none of which keeps a process alive. What one throws goes to {@link
 * Thread#getDefaultUncaughtExceptionHandler}: a host decides there what the death of a thread means
 * that its promise depends on.
 */
public final class LedgerThreads {

  private LedgerThreads() {}

  public static Thread start(Runnable work, String name) {
    Thread thread = make(work, name);
    thread.start();
    return thread;
  }

  public static Thread make(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits to the end even when interrupted: what was handed in must get its answer.
   *
   * @param thread nullable
   * @return whether it was interrupted
   */
  public static boolean join(Thread thread) {
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
