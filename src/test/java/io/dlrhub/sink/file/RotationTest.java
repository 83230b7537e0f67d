package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {

  private static final FileNames NAMES = new FileNames("reports-", "yyyy-MM-dd", ".ndjson");

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock("2026-11-20T10:00:00Z");
  private final FaultyDisk disk = new FaultyDisk();
  private Path finished;
  private LineWriter writer;

  @BeforeEach
  void makeWriter() {
    finished = folder.resolve("finished");
    writer = writer(0);
  }

  @AfterEach
  void closeWriter() {
    writer.close();
  }

  @Test
  void movesTheFileOfYesterdayWhenTheFirstOfTodayIsWritten() throws IOException {
    write("a");
    clock.set("2026-11-21T00:00:01Z");
    write("b");

    assertThat(finished.resolve("reports-2026-11-20.ndjson")).hasContent("a\n");
    assertThat(folder.resolve("reports-2026-11-20.ndjson")).doesNotExist();
    assertThat(folder.resolve("reports-2026-11-21.ndjson")).hasContent("b\n");
  }

  @Test
  void movesTheFileOfYesterdayWhenNothingMoreIsWritten() throws IOException {
    write("a");
    writer.finishIfDue();
    assertThat(finished).doesNotExist();

    clock.set("2026-11-21T00:00:01Z");
    writer.finishIfDue();

    assertThat(finished.resolve("reports-2026-11-20.ndjson")).hasContent("a\n");
  }

  @Test
  void movesWhatEarlierRunsLeftRepaired() throws IOException {
    Files.writeString(folder.resolve("reports-2026-11-02.ndjson"), "a\ntorn");

    writer.start();

    assertThat(finished.resolve("reports-2026-11-02.ndjson")).hasContent("a\n");
  }

  @Test
  void neverOverwritesAFinishedFile() throws IOException {
    Files.createDirectories(finished);
    Files.writeString(finished.resolve("reports-2026-11-20.ndjson"), "earlier\n");
    write("a");
    clock.set("2026-11-21T00:00:01.250Z");
    write("b");

    assertThat(finished.resolve("reports-2026-11-20.ndjson")).hasContent("earlier\n");
    assertThat(finished.resolve("reports-2026-11-20-000001250.ndjson")).hasContent("a\n");
  }

  @Test
  void finishesAFileThatReachedItsSizeUnderANameOfItsOwn() throws IOException {
    writer = writer(4);
    write("a", "b");
    write("c", "d");
    write("e");

    assertThat(finished.resolve("reports-2026-11-20-100000000.ndjson")).hasContent("a\nb\n");
    assertThat(finished.resolve("reports-2026-11-20-100000001.ndjson")).hasContent("c\nd\n");
    assertThat(folder.resolve("reports-2026-11-20.ndjson")).hasContent("e\n");
  }

  @Test
  void deliversAlthoughAFinishedFileCannotBeMovedAndTriesAgain() throws IOException {
    write("a");
    Files.writeString(finished, "in the way");
    clock.set("2026-11-21T00:00:01Z");
    write("b");
    assertThat(folder.resolve("reports-2026-11-21.ndjson")).hasContent("b\n");

    Files.delete(finished);
    writer.finishIfDue();

    assertThat(finished.resolve("reports-2026-11-20.ndjson")).hasContent("a\n");
    write("c");
    assertThat(folder.resolve("reports-2026-11-21.ndjson")).hasContent("b\nc\n");
  }

  @Test
  void refusesASizeWithoutRotation() {
    assertThatThrownBy(() -> new FileSettings(folder, NAMES, null, false, false, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxSize needs rotate=true");
  }

  private void write(String... lines) throws IOException {
    writer.write(
        List.of(lines).stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private LineWriter writer(long maxSize) {
    return new LineWriter(new FileSettings(folder, NAMES, null, false, true, maxSize), disk, clock);
  }
}
