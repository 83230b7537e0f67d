package io.dlrhub;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder {@code ext} beside the jar: jars of components, drivers and clients that this jar does
 * not bring. {@code java -jar} looks at no jar that the manifest does not name, so they need a
 * class path.
 */
final class ExtraJars {

  private static final String FOLDER = "ext";

  private ExtraJars() {}

  /** How to start so that they are used; empty when there are none, or the class path is longer. */
  static Optional<String> unused() {
    return unused(System.getProperty("java.class.path"));
  }

  private static Optional<String> unused(String classPath) {
    if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
      return Optional.empty();
    }
    Path folder = Path.of(classPath).toAbsolutePath().resolveSibling(FOLDER);
    return holdsJars(folder)
        ? Optional.of(
            folder
                + " holds jars, and java -jar leaves them out; with them the hub starts as java -cp '"
                + classPath
                + File.pathSeparator
                + folder
                + File.separator
                + "*' "
                + DlrHub.class.getName())
        : Optional.empty();
  }

  private static boolean holdsJars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      return jars.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
