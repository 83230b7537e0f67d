package io.dlrhub.sweep;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the preloaded library is told, and tells: which call on a file fails, and how. */
final class FailingCalls {

  /** How a call fails; what the library calls them is their number. */
  enum How {
    NOT,
    IO_ERROR,
    NO_SPACE,
    HALF_A_WRITE
  }

  private static final int SIZE = 4 * Long.BYTES;

  private final MappedByteBuffer control;

  FailingCalls(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      control = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      control.order(ByteOrder.nativeOrder());
    }
  }

  /** Makes the file that it is told in. */
  static void prepare(Path file) throws IOException {
    Files.write(file, new byte[SIZE]);
  }

  /** From now on calls are counted from 1, and that one fails. */
  void arm(How how, long call) {
    control.putLong(16, 0);
    control.putLong(8, call);
    control.putLong(0, 0);
    control.putLong(24, 0);
    control.putLong(16, how.ordinal());
  }

  /** None fails. */
  void disarm() {
    control.putLong(8, 0);
  }

  /** Whether the call came and failed. */
  boolean failed() {
    return control.getLong(24) == 1;
  }

  long calls() {
    return control.getLong(0);
  }
}
