package io.dlrhub.ledger.sqlite.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.NativeLibraryNotFoundException;

/** What to tell an operator when a library cannot be unpacked and loaded. */
public final class NativeLibraries {

  private static final Path MUSL = Path.of("/etc/alpine-release");
  private static final int OPTIONS = 3;

  private NativeLibraries() {}

  /**
   * Which folder must allow executing.
   *
   * @param library its name
   * @param property names a folder for that library alone
   * @param failure what its loader says
   */
  public static String cannotBeLoaded(String library, String property, Throwable failure) {
    String own = System.getProperty(property);
    String folder = own == null ? System.getProperty("java.io.tmpdir") : own;
    return library
        + "'s native library cannot be loaded from the folder "
        + folder
        + ", "
        + why(Path.of(folder))
        + "; name another with -Djava.io.tmpdir=FOLDER, or with -D"
        + property
        + "=FOLDER for this library alone: "
        + innermost(failure);
  }

  private static String why(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "which does not exist";
    }
    if (!Files.isWritable(folder)) {
      return "which this user may not write to";
    }
    if (isNoexec(mounts(), folder.toAbsolutePath())) {
      return "which is mounted noexec: it must allow executing";
    }
    return Files.exists(MUSL)
        ? "or is for another C library than this system's, which is musl (as Alpine's): images with"
            + " glibc have it, such as eclipse-temurin:17-jre"
        : "which must allow executing";
  }

  private static List<String> mounts() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts"));
    } catch (IOException | UncheckedIOException notLinux) {
      return List.of();
    }
  }

  /**
   * Whether the file system that folder lies in allows no executing.
   *
   * @param mounts lines of {@code /proc/self/mounts}: what, where, type, options; a later one hides
   *     an earlier one
   */
  static boolean isNoexec(List<String> mounts, Path folder) {
    Path nearest = Path.of("/");
    boolean noexec = false;
    for (String mount : mounts) {
      String[] fields = mount.split(" ");
      if (fields.length > OPTIONS) {
        Path point = Path.of(fields[1].replace("\\040", " "));
        if (folder.startsWith(point) && point.getNameCount() >= nearest.getNameCount()) {
          nearest = point;
          noexec = List.of(fields[OPTIONS].split(",")).contains("noexec");
        }
      }
    }
    return noexec;
  }

  /** Why a database cannot be opened. */
  public static String reason(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NativeLibraryNotFoundException || cause instanceof LinkageError) {
        return cannotBeLoaded("SQLite", "org.sqlite.tmpdir", failure);
      }
    }
    return innermost(failure);
  }

  private static String innermost(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }
}
