package io.dlrhub.messages.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;

/**
 * What one look saw of a file.
 *
 * @param path where it lies
 * @param key the same under every name of the file; null where the file system has none
 * @param size in bytes
 * @param modified when it was written to last
 */
record Seen(Path path, Object key, long size, FileTime modified) {

  static final Comparator<Seen> BY_AGE =
      Comparator.comparing(Seen::modified).thenComparing(seen -> seen.path().toString());

  /** The file as it is now; null when it is gone or no file. */
  static Seen at(Path path) {
    try {
      BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
      return is.isRegularFile()
          ? new Seen(path, is.fileKey(), is.size(), is.lastModifiedTime())
          : null;
    } catch (IOException gone) {
      return null;
    }
  }

  /** Whether nothing was written between the two looks. */
  boolean hasContentOf(Seen other) {
    return other != null && size == other.size && modified.equals(other.modified);
  }

  boolean isSameFile(Seen other) {
    return key == null ? path.equals(other.path) : key.equals(other.key);
  }
}
