package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the URL of a ledger may look like. */
public final class SqliteUrl {

  /** As an operator reads it. */
  public static final String ACCEPTED = "jdbc:sqlite:PATH, the path of a file";

  private SqliteUrl() {}

  /** Whether it begins as such URLs do. */
  public static boolean isMeant(String url) {
    return url.startsWith(SqliteFile.SCHEME);
  }

  /** Whether it names a file, which need not be there. */
  public static boolean isAccepted(String url) {
    try {
      path(url);
      return true;
    } catch (UnusableLedger e) {
      return false;
    } catch (LedgerException mayPass) {
      return true;
    }
  }

  /**
   * Looks at the file without opening it as a database; says nothing where there is none.
   *
   * @throws UnusableLedger if the URL names no file, or one that is no ledger or a newer one's
   */
  public static void requireUsable(String url) {
    Path path = path(url);
    try {
      SqliteHeader.of(path).ifPresent(header -> header.requireUsable(path));
    } catch (IOException e) {
      // Whoever opens it will say so; it may be readable then.
    }
  }

  /**
   * The file it names.
   *
   * @throws UnusableLedger if it names none
   */
  static Path path(String url) {
    String name = url.substring(SqliteFile.SCHEME.length());
    if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
      throw new UnusableLedger("ledger url '" + url + "' names no file; jdbc:sqlite:PATH does");
    }
    Path path = absolute(url, name);
    Path folder = path.getParent();
    if (folder == null || name.endsWith("/") || Files.isDirectory(path)) {
      throw new UnusableLedger("ledger url '" + url + "' names a folder, not a file");
    }
    try {
      return Files.exists(folder) ? folder.toRealPath().resolve(path.getFileName()) : path;
    } catch (IOException e) {
      throw new LedgerException("ledger url '" + url + "': " + e.getMessage(), e);
    }
  }

  private static Path absolute(String url, String name) {
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UnusableLedger("ledger url '" + url + "': " + e.getMessage(), e);
    }
  }
}
