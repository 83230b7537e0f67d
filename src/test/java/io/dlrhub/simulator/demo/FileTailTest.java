package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {

  @TempDir private Path folder;

  @Test
  void hasNothingAsLongAsThereIsNoFolder() throws Exception {
    FileTail tail = new FileTail(folder.resolve("none"), 1 << 30);
    assertThat(read(tail)).isEmpty();
    assertThat(tail.newest()).isNull();
    assertThat(tail.size()).isZero();
  }

  @Test
  void readsEachLineOnceAndATornOneWhenItIsWhole() throws Exception {
    FileTail tail = new FileTail(folder, 1 << 30);
    append("reports-2026-11-20.ndjson", "one\ntw");
    assertThat(read(tail)).containsExactly("one");
    append("reports-2026-11-20.ndjson", "o\nthree\n");
    assertThat(read(tail)).containsExactly("two", "three");
    assertThat(read(tail)).isEmpty();
  }

  @Test
  void goesOnInTheNextDaysFile() throws Exception {
    FileTail tail = new FileTail(folder, 1 << 30);
    append("reports-2026-11-20.ndjson", "one\n");
    read(tail);
    append("reports-2026-11-20.ndjson", "two\n");
    append("reports-2026-11-21.ndjson", "three\n");
    append("notes.txt", "no report\n");
    assertThat(read(tail)).containsExactly("two", "three");
    assertThat(tail.newest()).hasFileName("reports-2026-11-21.ndjson");
    assertThat(tail.size()).isEqualTo(14);
  }

  @Test
  void readsMoreThanItsBufferHolds() throws Exception {
    String line = "x".repeat(700) + "\n";
    append("reports-2026-11-20.ndjson", line.repeat(4000));
    assertThat(read(new FileTail(folder, 1 << 30)))
        .hasSize(4000)
        .allMatch(read -> read.length() == 700);
  }

  @Test
  void setsALargeFileAsideReadsItsEndAndRemovesTheOldestOfFour() throws Exception {
    FileTail tail = new FileTail(folder, 10);
    for (int i = 1; i <= 5; i++) {
      append("reports-2026-11-20.ndjson", "line " + i + "\nmore\n");
      assertThat(read(tail)).containsExactly("line " + i, "more");
      tail.keepSmall();
      append("reports-2026-11-20.%06d.ndjson".formatted(i), "late\n");
      assertThat(read(tail)).as("its writer had it open").containsExactly("late");
      tail.keepSmall();
    }
    assertThat(tail.removedSome()).isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "reports-2026-11-20.000003.ndjson",
              "reports-2026-11-20.000004.ndjson",
              "reports-2026-11-20.000005.ndjson");
    }
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<String> read(FileTail tail) throws IOException {
    List<String> lines = new ArrayList<>();
    tail.read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    return lines;
  }
}
