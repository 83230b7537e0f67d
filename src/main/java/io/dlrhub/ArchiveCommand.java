package io.dlrhub;

import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Makes the class-data archive that lets this JDK start this jar at this place twice as fast: runs
 * the hub for a moment in a temporary folder and has the JVM write down what it loaded.
 */
@Command(
    name = "archive",
    header = "make " + ArchiveCommand.FILE + " beside the jar, for -XX:SharedArchiveFile",
    description = {
      "Makes the class-data archive that lets this JDK start this jar at this place twice as fast:",
      "runs the hub for a moment in a temporary folder and has the JVM write down what it loaded."
    })
final class ArchiveCommand implements Callable<Integer> {

  static final String FILE = "dlr-hub.jsa";

  @Override
  public Integer call() throws Exception {
    Path jar = jar();
    Path archive = jar.resolveSibling(FILE);
    Path folder = jar.getParent();
    if (!Files.isWritable(folder)) {
      System.err.println(
          "archive: " + folder + " is not writable; accepted is a folder this user may write to");
      return DlrHub.TROUBLE;
    }
    Path unfinished = Files.createTempFile(folder, FILE, ".part");
    try {
      Files.delete(unfinished);
      new TrainingRun(jar, unfinished).run();
      // Replaced in one step: a running hub keeps the file it has mapped.
      FileAccess.give(unfinished);
      Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    System.out.printf(
        "made %s (%d MB); start with: java -XX:SharedArchiveFile=%s -XX:+UseSerialGC -Xms64m -Xmx256m"
            + " -XX:+ExitOnOutOfMemoryError -jar %s%n",
        archive, Files.size(archive) >> 20, archive, jar);
    return DlrHub.OK;
  }

  private static Path jar() throws URISyntaxException, IOException {
    Path code = Path.of(DlrHub.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(code)) {
      throw new IOException("archive works from the packaged jar; build it with mvn package");
    }
    return code.toAbsolutePath();
  }
}
