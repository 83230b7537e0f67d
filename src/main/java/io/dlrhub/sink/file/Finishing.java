package io.dlrhub.sink.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to files that are not written any more: repaired, and moved when that is wanted. */
final class Finishing {

  private static final Logger LOG = LoggerFactory.getLogger(Finishing.class);

  private final FileSettings settings;
  private final Disk disk;
  private final Clock clock;

  Finishing(FileSettings settings, Disk disk, Clock clock) {
    this.settings = settings;
    this.disk = disk;
    this.clock = clock;
  }

  /** Sees to every file but the active one. A file that resists waits for the next time. */
  void tidy(String active) throws IOException {
    for (Path path : disk.list(settings.directory())) {
      String name = path.getFileName().toString();
      if (name.equals(active) || !settings.names().isOurs(name)) {
        continue;
      }
      try {
        repair(path);
        if (settings.rotate()) {
          moveTo(target(name), path);
        }
      } catch (IOException e) {
        LOG.warn("{} could not be finished, it stays where it is for now: {}", path, e.toString());
      }
    }
  }

  /** Takes a file out of the way that is full before its period ends. */
  void cut(Path path) throws IOException {
    moveTo(unused(path.getFileName().toString()), path);
  }

  private void repair(Path path) throws IOException {
    try (LineFile file = disk.open(path)) {
      long torn = TornTail.repair(file);
      if (torn > 0) {
        LOG.warn("{} ended in a torn line; {} bytes removed, they come again", path, torn);
      }
    }
  }

  private void moveTo(Path target, Path path) throws IOException {
    disk.createFolder(settings.finished());
    disk.move(path, target);
    disk.syncFolder(settings.finished());
    disk.syncFolder(settings.directory());
    LOG.info("finished {}", target);
  }

  private Path target(String name) throws IOException {
    Path plain = settings.finished().resolve(name);
    return disk.look(plain) == null ? plain : unused(name);
  }

  /** A collector may have taken files away: only the time makes a name that was never used. */
  private Path unused(String name) throws IOException {
    Instant time = clock.instant();
    Path path = settings.finished().resolve(settings.names().cut(name, time));
    while (disk.look(path) != null) {
      time = time.plusMillis(1);
      path = settings.finished().resolve(settings.names().cut(name, time));
    }
    return path;
  }
}
