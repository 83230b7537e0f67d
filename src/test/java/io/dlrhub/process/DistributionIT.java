package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn -Prelease verify} makes, as a person has it who unpacks and starts it. */
@EnabledIfSystemProperty(named = "dlr.distribution", matches = ".+")
class DistributionIT {

  @TempDir Path place;
  @TempDir Path elsewhere;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    run(place, "tar", "-xzf", System.getProperty("dlr.distribution"));
    home = place.resolve("dlr-hub-" + System.getProperty("dlr.version"));
  }

  @Test
  void takesAPushFromWhereverItIsStarted() throws Exception {
    HubFolder folder = new HubFolder(elsewhere);
    Path link = Files.createSymbolicLink(place.resolve("hub"), home.resolve("bin/dlr-hub"));
    try (HubProcess hub = HubProcess.run(List.of(link.toString()), elsewhere, java())) {
      hub.awaitLog("is up");
      var answer = Http.post(folder.pushes(), UCloudPushes.delivered("s-1", "18512345678"));
      assertThat(answer.statusCode()).isEqualTo(200);
      await().atMost(LIMIT).untilAsserted(() -> assertThat(folder.delivered()).hasSize(1));
      assertThat(hub.err()).contains("DLR Hub " + System.getProperty("dlr.version"));
      hub.terminate();
      assertThat(hub.exitCode()).isZero();
    }
    assertThat(home.resolve("dlr-hub.jsa")).as("made by the first start").isNotEmptyFile();
  }

  @Test
  void itsExampleIsAccepted() throws Exception {
    Files.copy(
        home.resolve("application.properties.example"), home.resolve("application.properties"));
    Path script = home.resolve("bin/dlr-hub");
    try (HubProcess check = HubProcess.run(List.of(script.toString(), "check"), home, java())) {
      assertThat(check.exitCode()).isZero();
      assertThat(check.out()).contains("ucloud-push", "0 errors");
    }
  }

  @Test
  void itsFilesAreThose() throws IOException {
    assertThat(names(home))
        .contains("bin", "dlr-hub.jar", "lib", "routes", "docs", "dlr-hub.service", "LICENSE");
    assertThat(names(home.resolve("lib"))).isEqualTo(names(Path.of("target/lib")));
    assertThat(names(home.resolve("routes"))).isEqualTo(names(Path.of("routes")));
  }

  @Test
  void theListOfComponentsIsWhatShips() throws IOException {
    JsonNode list = new ObjectMapper().readTree(Path.of("target/dlr-hub-sbom.json").toFile());
    assertThat(list.get("bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> components = new TreeSet<>();
    list.get("components")
        .forEach(
            one -> components.add(one.get("name").asText() + "-" + one.get("version").asText()));
    assertThat(components.stream().map(name -> name + ".jar"))
        .containsExactlyElementsOf(names(Path.of("target/lib")));
  }

  @Test
  void sourcesAndJavadocAreThere() {
    assertThat(Path.of("target/dlr-hub-sources.jar")).isNotEmptyFile();
    assertThat(Path.of("target/dlr-hub-javadoc.jar")).isNotEmptyFile();
  }

  private static Map<String, String> java() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
