package io.dlrhub.messages.folder;

import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where taken lists lie: {@code done/}, or {@code failed/} with the reason beside each. */
final class Shelves {

  private static final String REASON = ".reason.txt";

  private final Path done;
  private final Path failed;

  Shelves(Path folder) {
    done = folder.resolve("done");
    failed = folder.resolve("failed");
  }

  /** Puts a list to those that are done; where it lies then. */
  Path done(Path list) throws IOException {
    if (list.startsWith(done)) {
      return list;
    }
    Path there = move(list, done);
    if (list.startsWith(failed)) {
      Files.deleteIfExists(reasonOf(list));
    }
    return there;
  }

  /** Puts a list to those that failed, and the reason beside it; where it lies then. */
  Path failed(Path list, String reason) throws IOException {
    Path there = list.startsWith(failed) ? list : move(list, failed);
    FileAccess.make(reasonOf(there));
    Files.writeString(reasonOf(there), reason + "\n");
    return there;
  }

  private static Path reasonOf(Path list) {
    return list.resolveSibling(list.getFileName() + REASON);
  }

  /** A name that is taken gets a number before its ending; nothing is overwritten. */
  private static Path move(Path list, Path shelf) throws IOException {
    if (!Files.isDirectory(shelf)) {
      FileAccess.makeFolder(shelf);
    }
    String name = list.getFileName().toString();
    int dot = name.lastIndexOf('.');
    for (int number = 1; ; number++) {
      String free =
          number == 1 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
      Path target = shelf.resolve(free);
      if (!Files.exists(target)) {
        try {
          Files.move(list, target);
          FileAccess.give(target);
          return target;
        } catch (FileAlreadyExistsException taken) {
          continue;
        }
      }
    }
  }
}
