package io.dlrhub.simulator.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the lines that have come to the end of the files in a folder since the last look, and keeps
 * the folder small.
 */
final class FileTail {

  private static final int BUFFER = 1 << 20;
  private static final String SUFFIX = ".ndjson";

  private static final int SET_ASIDE_KEPT = 3;

  private final Path folder;
  private final long mostBytes;
  private final Map<Path, Long> positions = new HashMap<>();
  private int setAside;

  /**
   * @param mostBytes of a file; a larger one is set aside, and removed when three more were
   */
  FileTail(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** Passes on every new complete line, without its end. */
  void read(Consumer<byte[]> lines) throws IOException {
    for (Path file : files()) {
      read(file, lines);
    }
  }

  /** Sets a large file aside: its writer, the hub, begins a new one of the same name. */
  void keepSmall() throws IOException {
    Path newest = newest();
    if (newest == null || Files.size(newest) < mostBytes || isAside(newest)) {
      return;
    }
    String day = newest.getFileName().toString().replace(SUFFIX, "");
    String name = String.format(Locale.ROOT, "%s.%06d%s", day, ++setAside, SUFFIX);
    Path aside = Files.move(newest, newest.resolveSibling(name));
    positions.put(aside, positions.remove(newest));
    List<Path> old = files().stream().filter(FileTail::isAside).toList();
    for (Path file : old.subList(0, Math.max(0, old.size() - SET_ASIDE_KEPT))) {
      Files.delete(file);
      positions.remove(file);
    }
  }

  /** Whether lines that were read are no longer there. */
  boolean removedSome() {
    return setAside > SET_ASIDE_KEPT;
  }

  private static boolean isAside(Path file) {
    return file.getFileName().toString().matches(".*[.][0-9]{6}[.]ndjson");
  }

  /** The file written last; null as long as there is none. */
  Path newest() throws IOException {
    List<Path> files = files();
    return files.isEmpty() ? null : files.get(files.size() - 1);
  }

  /** Bytes of all files. */
  long size() throws IOException {
    long size = 0;
    for (Path file : files()) {
      size += Files.size(file);
    }
    return size;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private void read(Path file, Consumer<byte[]> lines) throws IOException {
    long position = positions.getOrDefault(file, 0L);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (position < channel.size()) {
        buffer.clear();
        channel.position(position);
        while (buffer.hasRemaining() && channel.read(buffer) > 0) {
          // until it is full or the file ends
        }
        int complete = split(buffer.array(), buffer.position(), lines);
        if (complete == 0) {
          break;
        }
        position += complete;
        positions.put(file, position);
      }
    }
  }

  /** How many bytes belong to complete lines. */
  private static int split(byte[] bytes, int length, Consumer<byte[]> lines) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        byte[] line = new byte[i - start];
        System.arraycopy(bytes, start, line, 0, line.length);
        lines.accept(line);
        start = i + 1;
      }
    }
    return start;
  }
}
