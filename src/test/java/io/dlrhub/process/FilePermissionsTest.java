package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.FileAccess;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read what a hub writes: ledger, records, lists and the reason why one failed. */
class FilePermissionsTest {

  @TempDir Path folder;

  @AfterEach
  void asBefore() {
    FileAccess.use(FileAccess.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----, rwxr-x---", "rw-rw----, rwxrwx---", "rw-------, rwx------"})
  void everyFileIsForUserAndGroupAlone(String files, String folders) throws Exception {
    Path lists = Files.createDirectories(folder.resolve("lists"));
    try (HubUnderTest hub =
        HubUnderTest.in(folder)
            .with("dlr.files.permissions", files)
            .with("dlr.messages.directory", lists.toString())
            .with("dlr.messages.quiet", "100ms")
            .start()) {
      assertThat(hub.push("", UCloudPushes.delivered("s", "18512345678")).statusCode())
          .isEqualTo(200);
      Files.writeString(lists.resolve("bad.csv"), "messageId,phones\na,none\n");
      Files.writeString(
          lists.resolve("good.csv"), "provider,messageId,phones\nucloud,m,18512345678\n");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  Files.exists(lists.resolve("done/good.csv"))
                      && Files.exists(lists.resolve("failed/bad.csv.reason.txt"))
                      && hub.fileLines().size() == 1);
      Map<String, String> found = new TreeMap<>();
      look(folder.resolve("data"), found);
      look(lists.resolve("done"), found);
      look(lists.resolve("failed"), found);
      assertThat(found).hasSizeGreaterThan(8);
      found.forEach(
          (path, permissions) ->
              assertThat(permissions)
                  .as(path)
                  .isEqualTo(Files.isDirectory(Path.of(path)) ? folders : files));
    }
  }

  private static void look(Path root, Map<String, String> found) throws Exception {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        found.put(
            path.toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
  }
}
