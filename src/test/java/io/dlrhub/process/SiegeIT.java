package io.dlrhub.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.PushTarget;
import io.dlrhub.testing.Siege;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged hub with the image's memory and flags, beside senders that would fill it. {@code
 * SiegeBenchmark} does the same for a minute, with more of each, and measures.
 */
class SiegeIT {

  private static final Path JAR = Path.of("target", "dlr-hub.jar").toAbsolutePath();
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  @TempDir Path folder;

  @Test
  void honestPushesAreTakenBesideTheWorst() throws Exception {
    try (PushTarget hub = PushTarget.hub(JAR, folder, FLAGS)) {
      Siege siege = new Siege(hub, 8, 300, 50);
      siege.hold(8);
      assertThat(siege.oddRequests(500, 7)).isEqualTo(200);
      assertThat(hub.process().isAlive()).isTrue();
      assertThat(siege.answers()).containsKey("honest 200").containsKey("worst 413");
      assertThat(siege.answers().keySet().stream().filter(answer -> answer.startsWith("honest")))
          .containsExactly("honest 200");
      assertThat(siege.answers().keySet()).doesNotContain("worst 500", "worst 0", "chunked 500");
      String log = Files.readString(folder.resolve("process.log"));
      assertThat(log.lines().filter(line -> line.startsWith("\tat "))).isEmpty();
      assertThat(log.lines().count()).as(log).isLessThan(60);
    }
  }
}
