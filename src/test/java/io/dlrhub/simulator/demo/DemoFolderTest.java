package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir private Path working;

  @Test
  void givesEveryRunAFolderOfItsOwn() throws Exception {
    assertThat(DemoFolder.create(working, NOW).path()).hasFileName("20261120-080000");
    assertThat(DemoFolder.create(working, NOW).path()).hasFileName("20261120-080000-2");
  }

  @Test
  void keepsTheLastThreeRunsAndWhatIsStillWrittenToOrNotItsOwn() throws Exception {
    Path runs = working.resolve("data/demo");
    old(runs.resolve("20261101-000000"), Duration.ofMinutes(1));
    for (int day = 2; day <= 6; day++) {
      old(runs.resolve("2026110" + day + "-000000"), Duration.ofDays(1));
    }
    old(runs.resolve("mine"), Duration.ofDays(30));
    DemoFolder.create(working, NOW);
    assertThat(names(runs))
        .containsExactly(
            "20261101-000000",
            "20261104-000000",
            "20261105-000000",
            "20261106-000000",
            "20261120-080000",
            "mine");
  }

  private static void old(Path folder, Duration age) throws IOException {
    Path file = Files.createDirectories(folder.resolve("reports")).resolve("reports.ndjson");
    Files.writeString(file, "{}");
    for (Path path : List.of(file, folder.resolve("reports"), folder)) {
      Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
