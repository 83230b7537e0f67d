package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.ClassicBroker;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.KafkaBroker;
import io.dlrhub.testing.UCloudPushes;
import jakarta.jms.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged hub with the jars that a recipe needs in {@code ext}: just those that the table in
 * {@code docs/recipes/README.md} names, in the versions it names.
 */
class ExtraJarsIT {

  private static final Pattern COORDINATES = Pattern.compile("`([\\w.-]+):([\\w.-]+):([\\w.-]+)`");

  @TempDir Path path;
  private Path ext;

  @BeforeEach
  void copyTheShippedRoutes() throws IOException {
    ext = Files.createDirectories(path.resolve("ext"));
    Files.createDirectories(path.resolve("routes"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        copy(file);
      }
    }
  }

  private void copy(Path route) throws IOException {
    Files.copy(route, path.resolve("routes").resolve(route.getFileName()));
  }

  private void recipe(String file) throws IOException {
    copy(Path.of("docs/recipes", file));
    String row =
        Files.readAllLines(Path.of("docs/recipes/README.md")).stream()
            .filter(line -> line.startsWith("| `" + file + "` | `"))
            .findFirst()
            .orElseThrow();
    Matcher jar = COORDINATES.matcher(row);
    while (jar.find()) {
      Path found = onTheClassPath(jar.group(2) + "-" + jar.group(3) + ".jar");
      Files.copy(found, ext.resolve(found.getFileName()));
    }
  }

  private static Path onTheClassPath(String name) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> jar.endsWith(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not what the tests use"));
  }

  /**
   * As image and service unit start it. With -Xshare:on the JVM refuses to start when it cannot use
   * the archive, which was made without these jars.
   */
  private static List<String> asTheImageDoes() {
    Path archive = HubProcess.jar().resolveSibling("dlr-hub.jsa");
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m"));
    if (Files.exists(archive)) {
      options.addAll(List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive));
    }
    return options;
  }

  @Test
  void aRecordArrivesAtKafka() throws IOException {
    try (KafkaBroker broker = new KafkaBroker(path.resolve("kafka")).start()) {
      HubFolder folder = new HubFolder(path, "dlr.sink.kafka.brokers=" + broker.address());
      recipe("kafka.yaml");
      try (HubProcess hub = start()) {
        assertThat(hub.err()).contains("sinks: kafka, file");
        push(folder, "s-1");
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    Http.get(folder.management("/observe/metrics"))
                        .body()
                        .contains("dlr_sink_delivered_total{sink=\"kafka\"} 1.0"));

        List<ConsumerRecord<String, String>> records = broker.read("delivery-reports");
        assertThat(records).singleElement().extracting(ConsumerRecord::key).isEqualTo("s-1");
        assertThat(folder.delivered()).hasSize(1);
      }
    }
  }

  @Test
  void aRecordArrivesAtAnotherJmsBroker() throws Exception {
    try (ClassicBroker broker = new ClassicBroker().start()) {
      HubFolder folder =
          new HubFolder(
              path,
              "dlr.sink.jms.enabled=true",
              "dlr.sink.jms.connection-factory=other-broker",
              "dlr.sink.jms.url=" + broker.url(),
              "dlr.sink.jms.username=" + ClassicBroker.USERNAME,
              "dlr.sink.jms.password=" + ClassicBroker.PASSWORD);
      recipe("jms-other-broker.yaml");
      try (HubProcess check = HubProcess.startWithJars(ext, path, List.of(), "check")) {
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.out()).contains("connectionFactory=other-broker", "0 errors");
      }
      try (HubProcess hub = start()) {
        push(folder, "s-1");
        List<Message> messages = new ArrayList<>();
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(messages.addAll(broker.drain("delivery-reports")))
                        .as(hub.err())
                        .isTrue());
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).getJMSCorrelationID()).isEqualTo("s-1");
      }
    }
  }

  private static void push(HubFolder folder, String message) {
    String body = UCloudPushes.delivered(message, "18512345678");
    assertThat(Http.post(folder.pushes(), body).statusCode()).isEqualTo(200);
  }

  private HubProcess start() {
    return HubProcess.startWithJars(ext, path, asTheImageDoes()).awaitLog("is up");
  }

  /** The image's ext is empty, and the unit's is not there. */
  @Test
  void anEmptyFolderAndOneThatIsNotThereDoNoHarm() throws IOException {
    HubFolder folder = new HubFolder(path);
    for (Path jars : List.of(ext, path.resolve("not-there"))) {
      try (HubProcess hub =
          HubProcess.startWithJars(jars, path, asTheImageDoes()).awaitLog("is up")) {
        push(folder, jars.toString());
        hub.terminate();
        assertThat(hub.exitCode()).as(hub.err()).isZero();
      }
    }
    assertThat(folder.delivered()).hasSize(2);
  }

  @Test
  void aComponentWhoseJarsJavaLeavesOutIsNamedWithTheWayToStart() throws IOException {
    Path jar = path.resolve("dlr-hub.jar");
    Files.copy(HubProcess.jar(), jar);
    Files.createSymbolicLink(path.resolve("lib"), HubProcess.jar().resolveSibling("lib"));
    new HubFolder(path, "dlr.sink.kafka.brokers=127.0.0.1:1");
    recipe("kafka.yaml");
    String way = "java -cp '" + jar + ":" + ext + "/*' io.dlrhub.DlrHub";
    try (HubProcess hub = HubProcess.start(jar, path, List.of(), Map.of())) {
      assertThat(hub.exitCode()).isEqualTo(2);
      assertThat(hub.err().lines()).hasSize(2);
      assertThat(hub.err()).contains("kafka", ext + " holds jars", way);
    }
    try (HubProcess check = HubProcess.start(jar, path, List.of(), Map.of(), "check")) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains(
              "error    routes/kafka.yaml line 3, route kafka-sink uses the component kafka, which is")
          .contains("warning  " + ext + " holds jars", way);
    }
  }
}
