package io.dlrhub.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive, made for a jar that was put somewhere else. */
class ArchiveIT {

  private static final Duration TRAINING_LIMIT = Duration.ofSeconds(150);

  @TempDir Path place;
  @TempDir Path work;
  private Path jar;

  @BeforeEach
  void putTheJarSomewhereElse() throws IOException {
    jar = place.resolve("dlr-hub.jar");
    Files.copy(HubProcess.jar(), jar);
    Files.createSymbolicLink(place.resolve("lib"), HubProcess.jar().resolveSibling("lib"));
  }

  @Test
  void makesAnArchiveThatTheHubStartsWith() throws IOException {
    try (HubProcess archive = HubProcess.start(jar, work, List.of(), Map.of(), "archive")) {
      assertThat(archive.exitCode(TRAINING_LIMIT)).as(archive.err()).isZero();
      assertThat(archive.out()).startsWith("made " + place.resolve("dlr-hub.jsa"));
    }
    try (Stream<Path> left = Stream.concat(Files.list(place), Files.list(work))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("dlr-hub.jar", "dlr-hub.jsa", "lib");
    }
    HubFolder folder = new HubFolder(work);
    // With -Xshare:on the JVM refuses to start when it cannot use the archive.
    List<String> flags =
        List.of(
            "-Xshare:on",
            "-XX:SharedArchiveFile=" + place.resolve("dlr-hub.jsa"),
            "-XX:+UseSerialGC",
            "-Xmx256m");
    try (HubProcess hub = HubProcess.start(jar, work, flags, Map.of()).awaitLog("is up")) {
      assertThat(Http.post(folder.pushes(), UCloudPushes.delivered("s-1", "1")).statusCode())
          .as(hub.err())
          .isEqualTo(200);
      assertThat(hub.out()).isEmpty();
    }
  }
}
