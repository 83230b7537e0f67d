package io.dlrhub.ledger.sqlite.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for the newest committed first page in the write-ahead log beside a database
 * (sqlite.org/fileformat.html, section 4). Checksums are not compared: what is found is only used
 * to refuse a file, or to leave the decision to whoever opens it.
 */
final class WalHeader {

  private static final int HEADER = 32;
  private static final int SALT = 16;
  private static final int FRAME_HEADER = 24;

  private WalHeader() {}

  /** The beginning of that page; empty when the log has none. */
  static Optional<byte[]> firstPage(Path database, int length) throws IOException {
    Path wal = database.resolveSibling(database.getFileName() + "-wal");
    if (!Files.exists(wal) || Files.size(wal) < HEADER) {
      return Optional.empty();
    }
    try (RandomAccessFile log = new RandomAccessFile(wal.toFile(), "r")) {
      return newest(log, length);
    } catch (EOFException torn) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> newest(RandomAccessFile log, int length) throws IOException {
    log.seek(Integer.BYTES * 2);
    long frame = FRAME_HEADER + Integer.toUnsignedLong(log.readInt());
    log.seek(SALT);
    long salt = log.readLong();
    byte[] written = null;
    byte[] committed = null;
    ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER);
    for (long at = HEADER; at + frame <= log.length(); at += frame) {
      log.seek(at);
      log.readFully(header.array());
      if (header.getLong(Integer.BYTES * 2) != salt) {
        // What follows is of an earlier round of the log.
        break;
      }
      if (header.getInt(0) == 1) {
        written = new byte[length];
        log.readFully(written);
      }
      boolean endsTransaction = header.getInt(Integer.BYTES) != 0;
      if (endsTransaction && written != null) {
        committed = written;
      }
    }
    return Optional.ofNullable(committed);
  }
}
