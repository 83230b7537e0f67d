package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.config.Wiring.Part;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(path);
  }

  @Test
  void listsSourcesAndSinksThatAreSwitchedOn() throws IOException {
    folder.properties("dlr.ucloud.push.enabled=true", "dlr.ucloud.push.token=secret");
    Wiring wiring = folder.read().wiring();
    assertThat(wiring.sources()).extracting(Part::name).contains("ucloud-push");
    assertThat(wiring.sources()).extracting(Part::name).doesNotContain("ucloud-pull");
    assertThat(wiring.sinks()).extracting(Part::name).containsExactly("file");
    assertThat(wiring.sources().toString()).contains("token=***").doesNotContain("secret");
    folder.properties("dlr.sink.file.enabled=false");
    assertThat(folder.read().wiring().sinks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{x}}|true|1",
        "{{x}}|false|0",
        "{{!x}}|true|0",
        "\\'{{x}}\\' == \\'a\\'|a|1",
        "\\'{{x}}\\' == \\'a\\'|b|0",
        "\\'{{x:}}\\' != \\'\\'||0",
        "\\'{{x:}}\\' != \\'\\'|a|1",
        "\\'{{?x}}\\' != \\'\\'||0",
        "\\'{{?x}}\\' != \\'\\'|a|1",
        "${header.x} == 1|a|1"
      })
  void aPreconditionSwitchesARouteOff(String condition, String value, int routes)
      throws IOException {
    folder
        .properties("x=" + (value == null ? "" : value))
        .route(
            "x.yaml",
            """
            - route:
                id: x
                precondition: "%s"
                errorHandler: {noErrorHandler: {}}
                from: {uri: ledger:feed/x, steps: [{log: x}]}
            """
                .formatted(condition.replace("\\", "")));
    assertThat(folder.read().wiring().sinks()).hasSize(routes);
  }
}
