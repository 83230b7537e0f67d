package io.dlrhub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of this process for the native libraries of SQLite and Zstandard, which their loaders
 * unpack into the temporary folder and leave there when the process ends as ours does, at once. In
 * a container that is memory. What a killed process left is removed by the next that starts.
 */
final class NativeFolder {

  private static final String PREFIX = "dlr-hub-native-";

  /** Where each library's loader unpacks it. */
  private static final String SQLITE = "org.sqlite.tmpdir";

  private static final String ZSTANDARD = "ZstdTempFolder";

  private static Path folder;

  private NativeFolder() {}

  /**
   * Has the libraries unpacked into a folder that {@link #remove} removes. Where it cannot be made
   * they go to the temporary folder itself; who sets its loader's property decides.
   */
  static synchronized void use() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long self = ProcessHandle.current().pid();
    try {
      removeThoseOfTheDead(temporary, self);
      folder = Files.createDirectory(temporary.resolve(PREFIX + self));
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    for (String property : List.of(SQLITE, ZSTANDARD)) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, folder.toString());
      }
    }
  }

  /** A library that is loaded stays so. */
  static synchronized void remove() {
    if (folder != null) {
      remove(folder);
      folder = null;
    }
  }

  /** In a container each process has the same number: one of that number before is dead. */
  private static void removeThoseOfTheDead(Path temporary, long self) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path other : folders) {
        String number = other.getFileName().toString().substring(PREFIX.length());
        if (number.matches("\\d{1,18}")) {
          long pid = Long.parseLong(number);
          if (pid == self || ProcessHandle.of(pid).isEmpty()) {
            remove(other);
          }
        }
      }
    }
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Somebody else's, or removed by another: nothing of ours depends on it.
    }
  }
}
