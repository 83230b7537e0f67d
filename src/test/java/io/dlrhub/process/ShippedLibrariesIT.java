package io.dlrhub.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies beside the packaged jar. */
class ShippedLibrariesIT {

  private static final Path TARGET = Path.of("target");

  @Test
  void areThoseThatTheJarNames() throws IOException {
    assertThat(shipped()).containsExactlyInAnyOrderElementsOf(named());
  }

  @Test
  void haveNoneThatNobodyNeeds() throws IOException {
    assertThat(shipped())
        .noneMatch(name -> name.matches("commons-logging-.*|vertx-auth-(jwt|properties)-.*"))
        .noneMatch(name -> name.matches("netty-transport-native-(epoll|kqueue)-.*|jgroups-.*"))
        .noneMatch(name -> name.matches("(junit|assertj|artemis-server|kafka|ucloud|qcloud).*"));
  }

  @Test
  void areThereInOneVersionEach() throws IOException {
    assertThat(shipped().stream().map(name -> name.replaceFirst("-\\d.*", "")))
        .doesNotHaveDuplicates();
  }

  private static List<String> shipped() throws IOException {
    try (Stream<Path> files = Files.list(TARGET.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> named() throws IOException {
    try (JarFile jar = new JarFile(TARGET.resolve("dlr-hub.jar").toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(path.split(" ")).map(name -> name.replace("lib/", "")).toList();
    }
  }
}
