package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd unit keeps what its comments promise. */
class ServiceUnitTest {

  @Test
  void whatMayPassIsTriedForEverAndWhatMayNotIsNot() throws IOException {
    assertThat(unit())
        .containsEntry("[Unit] StartLimitIntervalSec", "0")
        .containsEntry("[Service] Restart", "always")
        .containsEntry("[Service] RestartPreventExitStatus", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/dlr-hub.service",
        "docs/operations.md",
        "Dockerfile",
        "src/dist/bin/dlr-hub"
      })
  void whateverStartsItEndsItWhenMemoryIsOut(String file) throws IOException {
    assertThat(Files.readAllLines(Path.of(file)))
        .filteredOn(line -> line.contains("-Xmx256m"))
        .isNotEmpty()
        .allMatch(line -> line.contains("-XX:+ExitOnOutOfMemoryError"));
  }

  /** Each value by its section and name; the last counts. */
  private static Map<String, String> unit() throws IOException {
    Map<String, String> values = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("docs/dlr-hub.service"))) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line;
      } else if (!line.startsWith("#") && equals > 0) {
        values.put(section + " " + line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }
}
