package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.SinkHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/recipes/gzip-files.yaml} where the archive has a file of that name already. */
class GzipRecipeTest {

  private static final String NAME = "reports-2026-11-01.ndjson";
  private static final Instant WRITTEN = Instant.parse("2026-11-01T23:59:58.125Z");

  @TempDir Path folder;
  private Path finished;
  private Path archive;

  @BeforeEach
  void makeFolders() throws IOException {
    finished = Files.createDirectories(folder.resolve("reports/finished"));
    archive = Files.createDirectories(folder.resolve("archive"));
  }

  @Test
  void overwritesNothingOfTheArchive() throws IOException {
    archived(NAME + ".gz", "earlier\n");
    finished("later\n");
    compressAll();
    assertThat(archive())
        .isEqualTo(
            Map.of(NAME + ".gz", "earlier\n", "reports-2026-11-01-235958125.ndjson.gz", "later\n"));

    // The same name comes once more, and at the same time.
    finished("last\n");
    compressAll();
    assertThat(archive())
        .hasSize(3)
        .containsEntry(NAME + ".gz", "earlier\n")
        .containsEntry("reports-2026-11-01-235958125.ndjson.gz", "later\n")
        .containsEntry("reports-2026-11-01-235958126.ndjson.gz", "last\n");
  }

  @Test
  void finishesWhatACrashLeftBetweenTheCopyAndTheRemoval() throws IOException {
    archived(NAME + ".gz", "same\n");
    finished("same\n");
    compressAll();
    assertThat(archive()).isEqualTo(Map.of(NAME + ".gz", "same\n"));
  }

  @Test
  void finishesWhatACrashLeftUnderAnotherName() throws IOException {
    archived(NAME + ".gz", "earlier\n");
    archived("reports-2026-11-01-235958125.ndjson.gz", "same\n");
    finished("same\n");
    compressAll();
    assertThat(archive())
        .isEqualTo(
            Map.of(NAME + ".gz", "earlier\n", "reports-2026-11-01-235958125.ndjson.gz", "same\n"));
  }

  @Test
  void takesNothingForTheSameThatIsOnlyTheBeginningOfIt() throws IOException {
    archived(NAME + ".gz", "one\n");
    byte[] whole = compressed("one\ntwo\n");
    Files.write(
        archive.resolve("reports-2026-11-01-235958125.ndjson.gz"),
        java.util.Arrays.copyOf(whole, whole.length - 6));
    finished("one\ntwo\n");
    compressAll();
    assertThat(Files.list(archive)).hasSize(3);
    assertThat(read(archive.resolve("reports-2026-11-01-235958126.ndjson.gz")))
        .isEqualTo("one\ntwo\n");
    assertThat(read(archive.resolve(NAME + ".gz"))).isEqualTo("one\n");
  }

  private void compressAll() {
    try (SinkHost host = new SinkHost(folder)) {
      host.route("docs/recipes/gzip-files.yaml")
          .route("routes/sinks.yaml")
          .set("dlr.sink.file.directory", folder.resolve("reports"))
          .set("dlr.sink.file.rotate", "true")
          .set("dlr.gzip.directory", archive)
          .start();
      await().atMost(LIMIT).until(() -> !Files.exists(finished.resolve(NAME)));
    }
  }

  private void finished(String text) throws IOException {
    Path file = Files.writeString(finished.resolve(NAME), text);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private void archived(String name, String text) throws IOException {
    Files.write(archive.resolve(name), compressed(text));
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Map<String, String> archive() throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), read(file));
      }
      return all;
    }
  }

  private static String read(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
