package io.dlrhub.ledger.sqlite.file;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.testing.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library cannot be unpacked or loaded, as where the folder for it is mounted noexec. */
class NativeLibrariesTest {

  @TempDir Path folder;

  @Test
  void aStartWithoutSqliteSaysWhichFolderMustAllowExecuting() throws Exception {
    assertThat(opening("-Dorg.sqlite.tmpdir=" + nowhere()))
        .startsWith("ledger " + folder.toRealPath().resolve("ledger.db") + " cannot be opened: ")
        .contains("SQLite's native library")
        .contains("folder " + nowhere() + ",")
        .contains("-Djava.io.tmpdir=FOLDER", "-Dorg.sqlite.tmpdir=FOLDER")
        .contains("No native library found");
  }

  @Test
  void withoutZstandardTheLedgerIsDownAndLargeRowsAreRefusedWithTheFolder() throws Exception {
    assertThat(opening("-DZstdTempFolder=" + nowhere()).lines())
        .hasSize(3)
        .startsWith("small stored")
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "small stored|(health|large): .*Zstandard's native library.* folder "
                            + nowhere()
                            + ",.*-DZstdTempFolder=FOLDER.*"));
  }

  /** A real one, as a container's --tmpfs without exec is. */
  @Test
  void aFolderThatIsMountedNoexecIsSaidToBe() throws Exception {
    Path noexec = Files.createDirectory(folder.resolve("noexec"));
    boolean mounted = mount("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", noexec.toString());
    Tools.need(mounted, "the right to mount a file system (root)");
    try {
      assertThat(opening("-Dorg.sqlite.tmpdir=" + noexec))
          .contains("folder " + noexec + ", which is mounted noexec");
    } finally {
      mount("umount", noexec.toString());
    }
  }

  private static boolean mount(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path nowhere() {
    return folder.resolve("nowhere");
  }

  /** What {@link Opening} prints in a JVM with that option. */
  private String opening(String option) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Opening.class.getName()));
    command.add("jdbc:sqlite:" + folder.resolve("ledger.db"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /** Opens a ledger, tries a small and a large row, and prints what it was told, a line each. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) {
      try (Ledger ledger = Ledger.open(LedgerOptions.of(arguments[0]))) {
        ledger.append(Append.of(Reports.numbers(0, 1)));
        System.out.println("small stored");
        await().atMost(LIMIT).until(() -> !ledger.health().writable());
        System.out.println("health: " + ledger.health().problem());
        ledger.append(Append.of(Reports.numbers(1, 100)));
        System.out.println("large stored");
      } catch (LedgerException e) {
        String what = e.getMessage().startsWith("ledger ") ? "" : "large: ";
        System.out.println(what + e.getMessage());
      }
      System.exit(0);
    }
  }
}
