package io.dlrhub.simulator.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar dlr-hub.jar demo}: the hub against simulated providers on loopback, watched by
 * somebody who counts both sides.
 */
public final class Demo {

  private static final int OK = 0;
  private static final int TROUBLE = 1;

  /** The hub promises to be gone ten seconds after a signal. */
  private static final long END_SECONDS = 9;

  private Demo() {}

  /**
   * Runs it until its time is over or a signal ends the process.
   *
   * @return 0 if both sides agree, 1 if not or something failed
   */
  public static int run(DemoOptions options, DemoHub hub) throws Exception {
    return run(options, hub, Clock.systemUTC());
  }

  private static int run(DemoOptions options, DemoHub hub, Clock clock) throws Exception {
    DemoFolder folder = DemoFolder.create(Path.of(""), clock.instant());
    logInto(folder.log());
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    int code = TROUBLE;
    try (Run run = open(options, folder, clock)) {
      run.start(hub);
      run.watch(ending.asked);
      code = run.finish(ending.asked) ? OK : TROUBLE;
    } finally {
      ending.done(code);
    }
    return code;
  }

  private static Run open(DemoOptions options, DemoFolder folder, Clock clock) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Screen screen = new Screen(out, Terminal.isThere(), new Terminal()::columns);
    return new Run(options, folder, DemoSettings.of(options), screen, clock);
  }

  /** The hub's log lines would tear the status apart; before the first logger is made. */
  private static void logInto(Path file) {
    String key = "org.slf4j.simpleLogger.logFile";
    if (System.getProperty(key) == null) {
      System.setProperty(key, file.toAbsolutePath().toString());
    }
  }

  /** A signal asks for the end, waits for the count and then ends the process with its code. */
  private static final class Ending {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "demo-end");
    private volatile int code = TROUBLE;

    private void end() {
      asked.countDown();
      try {
        finished.await(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(code);
    }

    private void done(int result) {
      code = result;
      finished.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The hook is at work: it ends the process with the code.
      }
    }
  }
}
