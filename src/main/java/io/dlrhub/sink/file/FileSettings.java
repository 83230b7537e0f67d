package io.dlrhub.sink.file;

import java.nio.file.Path;

/**
 * What a file sink was told.
 *
 * @param directory where the active file lies; made when missing
 * @param names how files are called
 * @param header first line of every file; nullable
 * @param crlf whether lines end as those of CSV do
 * @param rotate whether finished files move to {@code finished/}
 * @param maxSize bytes after which a file is finished before its period ends; 0 for never
 */
record FileSettings(
    Path directory, FileNames names, byte[] header, boolean crlf, boolean rotate, long maxSize) {

  FileSettings {
    if (maxSize < 0) {
      throw new IllegalArgumentException("maxSize is " + maxSize + "; accepted: 0 or more");
    }
    if (maxSize > 0 && !rotate) {
      throw new IllegalArgumentException("maxSize needs rotate=true: a cut file must go somewhere");
    }
  }

  Path finished() {
    return directory.resolve("finished");
  }
}
