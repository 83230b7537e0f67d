package io.dlrhub.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may read what is written: phones and keys are in it. Java knows no umask, so each file and
 * folder is made with the permissions of {@code dlr.files.permissions}. Where the file system has
 * none of POSIX, the system's own rules hold.
 */
public final class FileAccess {

  /** Readable by user and group, written by the user alone. */
  public static final String DEFAULT = "rw-r-----";

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      "permissions of files as ls shows them, readable and writable by the user, such as "
          + DEFAULT;

  private static volatile Set<PosixFilePermission> permissions =
      PosixFilePermissions.fromString(DEFAULT);

  private FileAccess() {}

  /** Whether {@link #use} takes it. */
  public static boolean isValid(String text) {
    return text.matches("rw-[r-][w-]-[r-][w-]-");
  }

  /**
   * What this process gives to files from now on.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static void use(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not accepted; accepted are " + ACCEPTED);
    }
    permissions = PosixFilePermissions.fromString(text);
  }

  /** Makes an empty file unless it is there. */
  public static void make(Path file) throws IOException {
    try {
      if (isPosix(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
        give(file);
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException there) {
      return; // its permissions are whoever's who made it
    }
  }

  /**
   * Makes a folder in one that is there.
   *
   * @throws FileAlreadyExistsException if there is something of that name
   */
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    if (isPosix(folder)) {
      Set<PosixFilePermission> all = EnumSet.copyOf(permissions);
      all.add(PosixFilePermission.OWNER_EXECUTE);
      if (all.contains(PosixFilePermission.GROUP_READ)) {
        all.add(PosixFilePermission.GROUP_EXECUTE);
      }
      if (all.contains(PosixFilePermission.OTHERS_READ)) {
        all.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      Files.setPosixFilePermissions(folder, all);
    }
  }

  /** Gives them to a file that is there; one of another user stays as it is. */
  public static void give(Path file) {
    try {
      if (isPosix(file)) {
        Files.setPosixFilePermissions(file, permissions);
      }
    } catch (IOException notOurs) {
      return; // who may read it was decided by whoever owns it
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
