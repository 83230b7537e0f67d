package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation in turn fails, alone and with those after it: each line is there once. */
class LineWriterFailureTest {

  private static final int MORE_THAN_ALL = 80;
  private static final List<List<String>> BATCHES =
      List.of(List.of("a1", "a2"), List.of("b1", "b2", "b3"), List.of("c1"), List.of("d1", "d2"));

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "false, 0", "false, 1", "false, 3", "false, 5", "false, 1000",
    "true, 0", "true, 1", "true, 3", "true, 5", "true, 1000"
  })
  void keepsEachLineOnceWhicheverOperationFails(boolean rotate, int bytesOfAFailingWrite)
      throws IOException {
    int failed = 0;
    for (int count : new int[] {1, 2, 3, 5, 9}) {
      for (int first = 0; first < MORE_THAN_ALL; first++) {
        Path folder = temp.resolve(count + "-" + first);
        failed += run(folder, rotate, first, count, bytesOfAFailingWrite);
        assertThat(allLines(folder))
            .as("%d operations fail from number %d", count, first)
            .containsExactly("a1", "a2", "b1", "b2", "b3", "c1", "d1", "d2");
      }
    }
    assertThat(failed).as("runs in which a write was refused").isGreaterThan(50);
  }

  @Test
  void keepsNothingOfAFailedBatchVisible() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    try (LineWriter writer = writer(temp, disk, false, new SettableClock("2026-11-20T10:00:00Z"))) {
      writer.write(bytes(List.of("a")));
      disk.fail(1, 1, 4);
      tryOnce(writer, List.of("b1", "b2"));
    }
    assertThat(allLines(temp)).containsExactly("a");
  }

  private static int run(Path folder, boolean rotate, int first, int count, int bytesWritten)
      throws IOException {
    FaultyDisk disk = new FaultyDisk();
    SettableClock clock = new SettableClock("2026-11-20T23:00:00Z");
    disk.fail(first, count, bytesWritten);
    int failed = 0;
    try (LineWriter writer = writer(folder, disk, rotate, clock)) {
      for (int i = 0; i < BATCHES.size(); i++) {
        if (i == 2) {
          clock.set("2026-11-21T00:00:00Z");
        }
        while (!tryOnce(writer, BATCHES.get(i))) {
          failed++;
        }
      }
    }
    return failed;
  }

  private static boolean tryOnce(LineWriter writer, List<String> batch) {
    try {
      writer.write(bytes(batch));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<byte[]> bytes(List<String> lines) {
    return lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static LineWriter writer(
      Path folder, FaultyDisk disk, boolean rotate, SettableClock clock) {
    FileNames names = new FileNames("reports-", "yyyy-MM-dd", ".ndjson");
    return new LineWriter(new FileSettings(folder, names, null, false, rotate, 0), disk, clock);
  }

  private static List<String> allLines(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(java.util.Comparator.comparing(path -> path.getFileName().toString()))
          .flatMap(LineWriterFailureTest::linesOf)
          .toList();
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
