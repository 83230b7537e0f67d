package io.dlrhub;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a process in which a thread ends that its promise depends on. */
class FatalErrorsTest {

  /** A process that would run for ever, with one thread of that name that ends of that failure. */
  static final class Dying {
    public static void main(String[] args) throws InterruptedException {
      FatalErrors.endTheProcess();
      Thread thread =
          new Thread(
              () -> {
                if (args[1].equals("error")) {
                  throw new OutOfMemoryError("of this test");
                }
                throw new IllegalStateException("of this test");
              },
              args[0]);
      thread.start();
      thread.join();
      if (args[1].equals("exception") && !args[0].startsWith("ledger-")) {
        System.exit(0);
      }
      new CountDownLatch(1).await();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ledger-writer, exception, 3",
    "ledger-housekeeper, error, 3",
    "any, error, 3",
    "any, exception, 0"
  })
  void theProcessEndsForAThreadOfTheLedgerOrAnError(String thread, String failure, int code)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dying.class.getName(),
                thread,
                failure)
            .redirectErrorStream(true)
            .start();
    try {
      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(process.exitValue()).as(log).isEqualTo(code);
      assertThat(log).contains("Thread " + thread + " ended");
    } finally {
      process.destroyForcibly();
    }
  }
}
