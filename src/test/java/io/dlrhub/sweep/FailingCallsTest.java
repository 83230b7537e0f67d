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
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each write, sync, truncation, renaming and opening that ledger, positions file and file sink do
 * under a fixed load fails once, one in a run. After each nothing acknowledged is missing, nothing
 * is there twice, no line is torn, and it goes on by itself.
 */
class FailingCallsTest {

  private static final String NEEDS = "gcc and Linux (apt-get install gcc libc6-dev)";
  private static final int FEWEST_CALLS = 50;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = FailingCalls.How.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT")
  void eachOnceLosesNothing(FailingCalls.How how) throws Exception {
    Path library = folder.resolve("failing-calls.so");
    Tools.need(compiled(library), NEEDS);
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

  /** Only what was synced is left then, and of the rest what chance wants. */
  @Test
  void powerLostAtAnyOfThemLosesNothing() throws Exception {
    Path library = folder.resolve("failing-calls.so");
    Tools.need(compiled(library), NEEDS);
    Path memory = Path.of("/dev/shm");
    Path watched =
        Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "lost-power");
    Path trace = folder.resolve("trace");
    try {
      Path control = folder.resolve("control");
      FailingCalls.prepare(control);
      ProcessBuilder load = process(library, watched, control, "NOT");
      load.environment().put("FAULT_TRACE", trace.toString());
      run(load);
      int cuts = cutEverywhere(watched, trace);
      assertThat(cuts).isGreaterThan(FEWEST_CALLS);
    } finally {
      remove(watched);
    }
  }

  private static int cutEverywhere(Path watched, Path trace) throws Exception {
    CamelContext context = new DefaultCamelContext();
    LostPower power = new LostPower(watched.resolve("round-1"), trace);
    int cuts = 0;
    while (power.next()) {
      cuts++;
      for (LostPower.Kept kept : LostPower.Kept.values()) {
        Path left = Files.createDirectory(watched.resolve("cut"));
        power.leave(left, kept, new Random(cuts));
        assertThat(SweptLoad.problemAfterLoss(context, left, power.acknowledged()))
            .as("power lost after call %d, %s of what was not synced is kept", cuts, kept)
            .isNull();
        remove(left);
      }
    }
    return cuts;
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
    List<String> lines = run(process(library, watched, control, how.name()));
    assertThat(lines).noneMatch(line -> line.startsWith("PROBLEM"));
    String swept = lines.get(lines.size() - 1);
    assertThat(swept).matches("SWEPT: \\d+ calls, problems 0");
    assertThat(Integer.parseInt(swept.split(" ")[1])).isGreaterThan(FEWEST_CALLS);
  }

  private static ProcessBuilder process(Path library, Path watched, Path control, String how) {
    ProcessBuilder sweep =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Sweep.class.getName(),
            how,
            watched.toString(),
            control.toString());
    sweep.environment().put("LD_PRELOAD", library.toString());
    sweep.environment().put("FAULT_FOLDER", watched.toString());
    sweep.environment().put("FAULT_CONTROL", control.toString());
    return sweep;
  }

  private List<String> run(ProcessBuilder sweep) throws Exception {
    Path output = folder.resolve("output");
    Process process = sweep.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output);
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
                  "-ldl",
                  "-lpthread")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("gcc").toFile())
              .start();
      return gcc.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
