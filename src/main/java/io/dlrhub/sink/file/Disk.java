package io.dlrhub.sink.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the writer asks of a file system; tests put failures in between. */
interface Disk {

  /** The file system itself. */
  Disk REAL = new RealDisk();

  /** What is at that path now; null when nothing is. One system call. */
  Seen look(Path path) throws IOException;

  /**
   * Opens for writing, creating the file where there is none, and keeps other writers off.
   *
   * @throws IOException if another process writes it
   */
  LineFile open(Path path) throws IOException;

  /** Makes the folder and those above it, durably. */
  void createFolder(Path folder) throws IOException;

  /** Makes the folder's entries durable. */
  void syncFolder(Path folder) throws IOException;

  /** The plain files in a folder, sorted by name; none when there is no folder. */
  List<Path> list(Path folder) throws IOException;

  /** Renames in one step; nothing may be at the target. */
  void move(Path from, Path to) throws IOException;

  /**
   * A file as it was seen.
   *
   * @param key equal for the same file under whatever name
   * @param size in bytes
   */
  record Seen(Object key, long size) {}
}
