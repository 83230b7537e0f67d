package io.dlrhub.messages.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that were taken and put aside, for an hour: whoever still writes to one does so where it
 * lies now, and what grows is read again.
 */
final class FilesAside {

  private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST = 10_000;

  private record Aside(Seen read, long until) {}

  private final QuietFiles quiet;
  private final Map<Path, Aside> files = new LinkedHashMap<>();

  FilesAside(long quietNanos) {
    quiet = new QuietFiles(quietNanos);
  }

  /**
   * Watches a file.
   *
   * @param read as it was read
   * @param path where it lies now
   */
  void watch(Seen read, Path path, long now) {
    files.remove(path);
    files.put(path, new Aside(read, now + KEPT_NANOS));
    if (files.size() > MOST) {
      files.remove(files.keySet().iterator().next());
    }
  }

  void forget(Path path) {
    files.remove(path);
  }

  /** Those that have other content than was read, and are complete again. */
  List<Seen> grown(long now) {
    List<Seen> changed = new ArrayList<>();
    files
        .entrySet()
        .removeIf(
            entry -> {
              Seen is = Seen.at(entry.getKey());
              if (is != null && !is.hasContentOf(entry.getValue().read)) {
                changed.add(is);
                return false;
              }
              return is == null || now - entry.getValue().until >= 0;
            });
    return quiet.complete(changed, List.of(), now);
  }
}
