package io.dlrhub.messages.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells from look to look which files are written completely: those that did not change for some
 * time, and at once those that were seen under another name before, as they were renamed when they
 * were complete. Times are those of the caller's monotonic clock: a file's own may be of another
 * machine.
 */
final class QuietFiles {

  private record Waiting(Seen seen, long readyAt) {}

  private final long quietNanos;
  private Map<Path, Waiting> waiting = new HashMap<>();
  private Set<Object> otherNames = Set.of();

  QuietFiles(long quietNanos) {
    this.quietNanos = quietNanos;
  }

  /**
   * The files that are complete.
   *
   * @param files what this look saw
   * @param others files under names that are not taken
   * @param now nanoseconds
   */
  List<Seen> complete(Collection<Seen> files, Collection<Seen> others, long now) {
    Map<Path, Waiting> still = new HashMap<>();
    List<Seen> complete = new ArrayList<>();
    for (Seen file : files) {
      Waiting before = waiting.get(file.path());
      Waiting is = new Waiting(file, readyAt(file, before, now));
      still.put(file.path(), is);
      if (now - is.readyAt >= 0) {
        complete.add(file);
      }
    }
    waiting = still;
    Set<Object> keys = new HashSet<>();
    others.forEach(other -> keys.add(other.key()));
    keys.remove(null);
    otherNames = keys;
    return complete;
  }

  private long readyAt(Seen file, Waiting before, long now) {
    if (before == null || !before.seen.isSameFile(file)) {
      return file.key() != null && otherNames.contains(file.key()) ? now : now + quietNanos;
    }
    return before.seen.hasContentOf(file) ? before.readyAt : now + quietNanos;
  }

  /** Waits that long before the file is complete again, unless it changes. */
  void postpone(Seen file, long until) {
    waiting.put(file.path(), new Waiting(file, until));
  }
}
