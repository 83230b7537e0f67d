package io.dlrhub.ledger.sqlite.file;

import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;

/** What to tell an operator when a library cannot be unpacked and loaded. */
public final class NativeLibraries {

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
        + ", which must be writable and allow executing (it may be mounted noexec); name another"
        + " with -Djava.io.tmpdir=FOLDER, or with -D"
        + property
        + "=FOLDER for this library alone: "
        + innermost(failure);
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
