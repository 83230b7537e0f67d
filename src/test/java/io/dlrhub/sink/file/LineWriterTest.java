package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineWriterTest {

  private static final FileNames NAMES = new FileNames("reports-", "yyyy-MM-dd", ".ndjson");

  @TempDir Path temp;
  private final SettableClock clock = new SettableClock("2026-11-20T10:00:00Z");
  private final FaultyDisk disk = new FaultyDisk();
  private Path folder;
  private LineWriter writer;

  @BeforeEach
  void makeWriter() {
    folder = temp.resolve("data/reports");
    writer = writer(null, false, 0);
  }

  @AfterEach
  void closeWriter() {
    writer.close();
  }

  @Test
  void writesABatchInOneWriteAndSyncsBeforeItReturns() throws IOException {
    write("a", "b");
    disk.done().clear();

    write("c", "d");

    assertThat(disk.done()).containsExactly("look", "write", "sync");
    assertThat(today()).hasContent("a\nb\nc\nd\n");
  }

  @Test
  void syncsTheFolderOfANewFile() throws IOException {
    write("a");

    assertThat(disk.done()).containsSubsequence("createFolder", "open", "syncFolder", "write");
  }

  @Test
  void goesOnInTheFileOfTheDayAfterARestart() throws IOException {
    write("a");
    writer.close();

    writer = writer(null, false, 0);
    writer.start();
    write("b");

    assertThat(today()).hasContent("a\nb\n");
  }

  @Test
  void removesATornTailOfWhateverDayAtStart() throws IOException {
    Path older = folder.resolve("reports-2026-11-03.ndjson");
    Files.createDirectories(folder);
    Files.writeString(older, "{\"whole\":1}\n{\"torn\":");
    Files.writeString(today(), "only a torn line");
    Path others = Files.writeString(folder.resolve("reports-notes.ndjson"), "no line end");

    writer.start();

    assertThat(older).hasContent("{\"whole\":1}\n");
    assertThat(today()).isEmptyFile();
    assertThat(others).hasContent("no line end");
  }

  @Test
  void removesWhatFollowsAHoleThatALossOfPowerLeft() throws IOException {
    Files.createDirectories(folder);
    for (int hole : new int[] {1, 600, 1024}) {
      String kept = "{\"whole\":1}\n";
      Files.writeString(today(), kept + "\0".repeat(hole) + "\"end\":2}\n{\"next\":3}\n");
      restart();
      assertThat(Files.readString(today())).isEqualTo(kept);
    }
    String text = "{\"text\":\"\0\"}\n";
    Files.writeString(today(), text);
    restart();
    assertThat(Files.readString(today())).isEqualTo(text);
  }

  private void restart() throws IOException {
    writer.close();
    writer = writer(null, false, 0);
    writer.start();
  }

  @Test
  void removesATornTailLongerThanABlock() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(today(), "a\n" + "x".repeat(200_000));

    writer.start();
    write("b");

    assertThat(today()).hasContent("a\nb\n");
  }

  @Test
  void goesOnInANewFileWhenTheFileWasRemoved() throws IOException {
    write("a");
    Files.delete(today());

    write("b");

    assertThat(today()).hasContent("b\n");
  }

  @Test
  void goesOnInANewFileWhenTheFileWasMoved() throws IOException {
    write("a");
    Path moved = Files.move(today(), temp.resolve("collected"));

    write("b");

    assertThat(moved).hasContent("a\n");
    assertThat(today()).hasContent("b\n");
  }

  @Test
  void goesOnInANewFileWhenAnotherWasPutInItsPlace() throws IOException {
    write("a");
    Path other = Files.writeString(folder.resolve("other"), "x\n");
    Files.move(other, today(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    write("b");

    assertThat(today()).hasContent("x\nb\n");
  }

  @Test
  void goesOnAtTheNewEndWhenTheFileWasCutInTheMiddleOfALine() throws IOException {
    write("aaa", "bbb");
    Files.writeString(today(), "aaa\nb", StandardOpenOption.TRUNCATE_EXISTING);

    write("c");

    assertThat(today()).hasContent("aaa\nc\n");
  }

  @Test
  void makesTheFolderAgainWhenItWasRemoved() throws IOException {
    write("a");
    Files.delete(today());
    Files.delete(folder);
    Files.delete(folder.getParent());

    write("b");

    assertThat(today()).hasContent("b\n");
  }

  @Test
  void startsANewFileAtMidnight() throws IOException {
    clock.set("2026-11-20T23:59:59.999Z");
    write("a");
    clock.set("2026-11-21T00:00:00Z");
    write("b");

    assertThat(folder.resolve("reports-2026-11-20.ndjson")).hasContent("a\n");
    assertThat(folder.resolve("reports-2026-11-21.ndjson")).hasContent("b\n");
  }

  @Test
  void refusesAFileThatAnotherWrites() throws IOException {
    write("a");

    try (LineWriter second = writer(null, false, 0)) {
      assertThatThrownBy(() -> second.write(lines("b")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reports-2026-11-20.ndjson is being written by another");
    }
    assertThat(today()).hasContent("a\n");
  }

  @Test
  void refusesADirectoryThatIsAFile() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "");

    assertThatThrownBy(() -> write("a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void beginsEveryFileWithTheHeader() throws IOException {
    writer = writer("id,status", false, 0);
    write("1,delivered");
    clock.set("2026-11-21T00:00:00Z");
    write("2,failed");
    write("3,failed");

    assertThat(folder.resolve("reports-2026-11-20.ndjson")).hasContent("id,status\n1,delivered\n");
    assertThat(folder.resolve("reports-2026-11-21.ndjson"))
        .hasContent("id,status\n2,failed\n3,failed\n");
  }

  @Test
  void takesABatchLargerThanTheBufferItKeeps() throws IOException {
    String line = "x".repeat(3_000_000);

    write(line, line);
    write("b");

    assertThat(Files.readAllLines(today())).containsExactly(line, line, "b");
  }

  private void write(String... lines) throws IOException {
    writer.write(lines(lines));
  }

  private static List<byte[]> lines(String... lines) {
    return Arrays.stream(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private Path today() {
    return folder.resolve("reports-2026-11-20.ndjson");
  }

  private LineWriter writer(String header, boolean rotate, long maxSize) {
    byte[] first = header == null ? null : header.getBytes(StandardCharsets.UTF_8);
    return new LineWriter(
        new FileSettings(folder, NAMES, first, false, rotate, maxSize), disk, clock);
  }
}
