package io.dlrhub.ledger.sqlite.file;

import io.dlrhub.ledger.UnusableLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first page of a database says about it (sqlite.org/fileformat.html, section 1.3), as a
 * reader would see it: from the write-ahead log where a process that was killed left it there.
 * Looking changes nothing, while opening a database would fold that log into it.
 *
 * @param isSqlite whether it is a database at all
 * @param application whose; 0 where nobody has said
 * @param layout the number of its layout
 */
record SqliteHeader(boolean isSqlite, int application, int layout) {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 100;
  private static final int USER_VERSION = 60;
  private static final int APPLICATION_ID = 68;

  /** The header of that file; none where it is missing or empty. */
  static Optional<SqliteHeader> of(Path path) throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(LENGTH);
    }
    if (bytes.length < LENGTH || !startsWithMagic(bytes)) {
      return Optional.of(new SqliteHeader(false, 0, 0));
    }
    SqliteHeader inFile = read(bytes);
    if (inFile.layout == Layout.current()) {
      return Optional.of(inFile);
    }
    return WalHeader.firstPage(path, LENGTH)
        .filter(SqliteHeader::startsWithMagic)
        .map(SqliteHeader::read)
        .or(() -> Optional.of(inFile));
  }

  private static SqliteHeader read(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return new SqliteHeader(true, header.getInt(APPLICATION_ID), header.getInt(USER_VERSION));
  }

  private static boolean startsWithMagic(byte[] bytes) {
    return ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /**
   * Refuses what is not ours.
   *
   * @throws UnusableLedger if it is no ledger, or of a layout this version does not know
   */
  void requireUsable(Path path) {
    if (!isSqlite) {
      throw new UnusableLedger(path + " is not a ledger: not an SQLite database");
    }
    if (application != SqliteFile.APPLICATION_ID) {
      throw new UnusableLedger(
          path + " is not a ledger: an SQLite database of another program, id " + application);
    }
    Layout.requireKnown(layout, path.toString());
  }
}
