package io.dlrhub.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Follows the calls that the preloaded library told, and makes the folder as a loss of power may
 * leave it at any moment: what was synced is there, of the rest what chance wants, in blocks.
 */
final class LostPower {

  private static final int BLOCK = 512;

  /** What chance wants of what was not synced. */
  enum Kept {
    NOTHING,
    EVERYTHING,
    SOME
  }

  /** A file: what is surely on the disk, and changes that may be. */
  private static final class Contents {
    private byte[] synced = new byte[0];
    private final List<Change> pending = new ArrayList<>();

    void sync() {
      for (Change change : pending) {
        synced = change.apply(synced);
      }
      pending.clear();
    }

    byte[] after(Kept kept, Random random) {
      byte[] bytes = synced;
      for (Change change : pending) {
        for (Change part : kept == Kept.SOME ? change.blocks() : List.of(change)) {
          if (kept == Kept.EVERYTHING || kept == Kept.SOME && random.nextBoolean()) {
            bytes = part.apply(bytes);
          }
        }
      }
      return bytes;
    }
  }

  /** Bytes at a place; null bytes for a new length. */
  private record Change(long at, byte[] bytes) {
    byte[] apply(byte[] file) {
      if (bytes == null) {
        return Arrays.copyOf(file, (int) at);
      }
      byte[] changed = Arrays.copyOf(file, (int) Math.max(file.length, at + bytes.length));
      System.arraycopy(bytes, 0, changed, (int) at, bytes.length);
      return changed;
    }

    List<Change> blocks() {
      if (bytes == null) {
        return List.of(this);
      }
      List<Change> blocks = new ArrayList<>();
      for (int from = 0, to; from < bytes.length; from = to) {
        to = Math.min(bytes.length, from + BLOCK - (int) ((at + from) % BLOCK));
        blocks.add(new Change(at + from, Arrays.copyOfRange(bytes, from, to)));
      }
      return blocks;
    }
  }

  private final Path folder;
  private final ByteBuffer trace;
  private final Map<String, Contents> files = new TreeMap<>();
  private final StringBuilder acknowledged = new StringBuilder();

  /**
   * @param folder where it was run
   */
  LostPower(Path folder, Path trace) throws IOException {
    this.folder = folder;
    this.trace = ByteBuffer.wrap(Files.readAllBytes(trace)).order(ByteOrder.nativeOrder());
  }

  /** Follows the next call; false at the end of the run. */
  boolean next() {
    if (!trace.hasRemaining()) {
      return false;
    }
    char kind = (char) trace.get();
    long at = trace.getLong();
    int size = (int) trace.getLong();
    String path = text((int) trace.getLong());
    byte[] bytes = kind == 'w' || kind == 'r' ? bytes(size) : null;
    if (kind == 'd' && path.endsWith(".ndjson")) {
      // The run is over and its folder is being removed.
      return false;
    }
    if (path.endsWith(SweptLoad.ACKNOWLEDGED)) {
      acknowledged.append(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
      return true;
    }
    switch (kind) {
      case 'o' -> files.computeIfAbsent(path, none -> new Contents());
      case 'w' -> change(path, new Change(at, bytes));
      case 't' -> change(path, new Change(at, null));
      case 's' -> {
        Contents synced = files.get(path);
        if (synced != null) {
          synced.sync();
        }
      }
      case 'r' -> files.put(new String(bytes, StandardCharsets.UTF_8), files.remove(path));
      case 'd' -> files.remove(path);
      default -> throw new IllegalStateException("kind " + kind);
    }
    return true;
  }

  private void change(String path, Change change) {
    files.computeIfAbsent(path, none -> new Contents()).pending.add(change);
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    trace.get(bytes);
    return bytes;
  }

  /** Ids that were acknowledged by then. */
  List<String> acknowledged() {
    return acknowledged.toString().lines().toList();
  }

  /** Makes the files in another folder. The shared memory of SQLite is gone with the power. */
  void leave(Path target, Kept kept, Random random) throws IOException {
    for (Map.Entry<String, Contents> file : files.entrySet()) {
      Path path = target.resolve(folder.relativize(Path.of(file.getKey())));
      if (!path.toString().endsWith("-shm")) {
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue().after(kept, random));
      }
    }
  }
}
