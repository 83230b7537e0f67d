package io.dlrhub.process;

import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.Ports;
import io.dlrhub.testing.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A working directory whose hub takes pushes on free loopback ports. */
final class HubFolder {

  final Path path;
  final int port;
  final int managementPort;

  HubFolder(Path path, String... lines) throws IOException {
    int[] ports = Ports.free(2);
    this.path = path;
    this.port = ports[0];
    this.managementPort = ports[1];
    List<String> properties =
        new ArrayList<>(
            List.of(
                "camel.server.host=127.0.0.1",
                "camel.server.port=" + port,
                "camel.management.port=" + managementPort,
                "dlr.ucloud.push.enabled=true",
                "dlr.ucloud.push.open=true",
                "dlr.messages.open=true"));
    for (String line : lines) {
      String key = line.replaceFirst("=.*", "=");
      properties.removeIf(given -> given.startsWith(key));
      properties.add(line);
    }
    Path file = Files.write(path.resolve("application.properties"), properties);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  /** Puts a route file there, {@code routes/own.yaml}. */
  HubFolder route(String yaml) throws IOException {
    Files.createDirectories(path.resolve("routes"));
    Files.writeString(path.resolve("routes/own.yaml"), yaml);
    return this;
  }

  HubProcess start() {
    return HubProcess.start(path).awaitLog("is up");
  }

  String pushes() {
    return "http://127.0.0.1:" + port + "/ucloud/reports";
  }

  String management(String path) {
    return "http://127.0.0.1:" + managementPort + path;
  }

  /** The lines of every file of the file sink; the schema accepts each. */
  List<String> delivered() throws IOException {
    Path folder = path.resolve("data/reports");
    List<String> lines = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, "*.ndjson")) {
        for (Path file : files) {
          Files.readAllLines(file).forEach(line -> lines.add(RecordSchema.accepted(line)));
        }
      }
    }
    return lines;
  }
}
