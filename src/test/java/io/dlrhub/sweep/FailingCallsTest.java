package io.dlrhub.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.Tools;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each write, sync, truncation, renaming and opening that ledger, positions file and file sink do
 * under a fixed load fails once, one in a run. After each nothing acknowledged is missing, nothing
 * is there twice, no line is torn, and it goes on by itself.
 */
class FailingCallsTest {

  private static final int FEWEST_WRITES = 50;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = FailingCalls.How.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT")
  void eachOnceLosesNothing(FailingCalls.How how) throws Exception {
    Path library = folder.resolve("failing-calls.so");
    Tools.need(compiled(library), "gcc and Linux (apt-get install gcc libc6-dev)");
    // In memory where that can be: a thousand runs sync some thirty thousand times.
    Path memory = Path.of("/dev/shm");
    Path watched =
        Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "failing-calls");
    try {
      sweep(how, library, watched);
    } finally {
      remove(watched);
    }
  }

  private static void remove(Path watched) throws IOException {
    try (Stream<Path> left = Files.walk(watched)) {
      for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  private void sweep(FailingCalls.How how, Path library, Path watched) throws Exception {
    Path control = folder.resolve("control");
    FailingCalls.prepare(control);
    Path output = folder.resolve("output");
    ProcessBuilder sweep =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Sweep.class.getName(),
            how.name(),
            watched.toString(),
            control.toString());
    sweep.environment().put("LD_PRELOAD", library.toString());
    sweep.environment().put("FAULT_FOLDER", watched.toString());
    sweep.environment().put("FAULT_CONTROL", control.toString());
    Process process = sweep.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    List<String> lines = Files.readAllLines(output);
    assertThat(lines).noneMatch(line -> line.startsWith("PROBLEM"));
    String swept = lines.get(lines.size() - 1);
    assertThat(swept).matches("SWEPT: \\d+ calls, problems 0");
    assertThat(Integer.parseInt(swept.split(" ")[1])).isGreaterThan(FEWEST_WRITES);
  }

  private boolean compiled(Path library) throws IOException, InterruptedException {
    if (!File.separator.equals("/") || !System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    Path source = folder.resolve("failing-calls.c");
    try (InputStream in = FailingCallsTest.class.getResourceAsStream("failing-calls.c")) {
      Files.copy(in, source);
    }
    try {
      Process gcc =
          new ProcessBuilder(
                  "gcc",
                  "-O1",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("gcc").toFile())
              .start();
      return gcc.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
