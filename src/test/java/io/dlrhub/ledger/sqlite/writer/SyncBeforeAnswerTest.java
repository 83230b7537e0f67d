package io.dlrhub.ledger.sqlite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.testing.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1, seen from the kernel: between the writes of a commit and its answer lies a sync. */
class SyncBeforeAnswerTest {

  private static final int APPENDS = 5;
  private static final Pattern WAL_WRITE = Pattern.compile(".*pwrite64\\(\\d+<[^>]*-wal>.*");
  private static final Pattern WAL_SYNC =
      Pattern.compile(".*(fsync|fdatasync)\\(\\d+<[^>]*-wal>\\)\\s+= 0");
  private static final Pattern ANSWER = Pattern.compile(".*write\\(.*\"answer \\d+.*");

  @TempDir Path folder;

  @Test
  void syncsTheLogBeforeItAnswers() throws Exception {
    Path trace = folder.resolve("trace");
    Tools.need(run(trace), "strace that may trace (apt-get install strace)");
    boolean unsynced = false;
    int answers = 0;
    for (String call : Files.readAllLines(trace)) {
      if (WAL_WRITE.matcher(call).matches()) {
        unsynced = true;
      } else if (WAL_SYNC.matcher(call).matches()) {
        unsynced = false;
      } else if (ANSWER.matcher(call).matches()) {
        answers++;
        assertThat(unsynced).as(call).isFalse();
      }
    }
    assertThat(answers).isEqualTo(APPENDS);
  }

  private boolean run(Path trace) throws InterruptedException {
    List<String> command =
        List.of(
            "strace",
            "-f",
            "-y",
            "-e",
            "trace=pwrite64,write,fsync,fdatasync",
            "-o",
            trace.toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            folder.resolve("ledger.db").toString(),
            folder.resolve("answers").toString());
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Appends, and writes each answer to a file. */
  static final class Appending {
    private Appending() {}

    public static void main(String[] arguments) throws IOException {
      try (Ledger ledger = Ledger.open(Ledgers.options(Path.of(arguments[0])))) {
        for (int i = 0; i < APPENDS; i++) {
          ledger.append(Append.of(Reports.numbers(10 * i, 10 * i + 10)));
          Files.writeString(Path.of(arguments[1]), "answer " + i);
        }
      }
    }
  }
}
