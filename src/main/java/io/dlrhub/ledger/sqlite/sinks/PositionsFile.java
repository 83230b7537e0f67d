package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Tally;
import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sinks that catch up stand, in a file beside the ledger. A note costs microseconds instead
 * of a commit and survives a kill at once, a loss of power only when the system has written it.
 *
 * <p>They are removed when the ledger is closed and says the same. Else they count until it is
 * opened the next time, which takes them over; they name the run they are of, so that those beside
 * another or an older copy of the ledger are not believed.
 */
public final class PositionsFile {

  private static final Logger LOG = LoggerFactory.getLogger(PositionsFile.class);

  /** A note never lies across two pages. */
  private static final int SLOT = 512;

  /** Checksum, run, position and length of the name, which follows. */
  private static final int HEAD = Integer.BYTES + 2 * Long.BYTES + Short.BYTES;

  private final Path path;
  private final Map<String, Integer> slots = new HashMap<>();

  private long run;
  private RandomAccessFile file;
  private boolean warned;
  private boolean closed;

  public PositionsFile(Path path) {
    this.path = path;
  }

  /** In the transaction that opens the ledger: positions noted in the run before become stored. */
  public void takeOver(Database database, Sinks sinks, long lastSeq) throws SQLException {
    long before = Tally.get(database, "run", 0);
    for (Map.Entry<String, Long> note : notes(before).entrySet()) {
      if (note.getValue() <= lastSeq) {
        sinks.takeOver(database, note.getKey(), note.getValue());
      }
    }
    run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    Tally.set(database, "run", run);
  }

  private Map<String, Long> notes(long ofRun) {
    Map<String, Long> notes = new HashMap<>();
    try {
      byte[] all = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      for (int at = 0; at + HEAD <= all.length; at += SLOT) {
        read(ByteBuffer.wrap(all, at, Math.min(SLOT, all.length - at)), ofRun, notes);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read; what sinks had last may come again: {}", path, e.toString());
    }
    return notes;
  }

  private static void read(ByteBuffer slot, long ofRun, Map<String, Long> into) {
    int checksum = slot.getInt();
    ByteBuffer checked = slot.slice();
    long run = slot.getLong();
    long position = slot.getLong();
    int length = slot.getShort();
    if (run != ofRun || length < 0 || length > slot.remaining()) {
      return;
    }
    byte[] name = new byte[length];
    slot.get(name);
    if (checksum == checksum(checked.limit(HEAD - Integer.BYTES + length))) {
      into.put(new String(name, StandardCharsets.US_ASCII), position);
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Notes a position; whether that was possible. */
  synchronized boolean note(String sink, long position) {
    byte[] name = sink.getBytes(StandardCharsets.US_ASCII);
    // Closed, the file may be that of the ledger's next run.
    if (closed || HEAD + name.length > SLOT) {
      return false;
    }
    try {
      write(name, slots.computeIfAbsent(sink, unknown -> slots.size()), run, position);
      warned = false;
      return true;
    } catch (IOException e) {
      if (!warned) {
        warned = true;
        LOG.warn("{} cannot be written; sinks that catch up are slower: {}", path, e.toString());
      }
      return false;
    }
  }

  /**
   * Makes sure that no note of a sink counts any more.
   *
   * @throws LedgerException if that is not certain
   */
  synchronized void forget(String sink) {
    if (file == null || !slots.containsKey(sink)) {
      return;
    }
    try {
      write(sink.getBytes(StandardCharsets.US_ASCII), slots.get(sink), 0, 0);
      file.getFD().sync();
    } catch (IOException e) {
      throw new LedgerException(path + " cannot be written: " + e, e);
    }
  }

  private void write(byte[] name, int slot, long ofRun, long position) throws IOException {
    if (file == null) {
      // Not a channel: an interrupt of the writing thread would close it for all.
      FileAccess.make(path);
      RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
      opened.setLength(0);
      file = opened;
    }
    ByteBuffer note = ByteBuffer.allocate(HEAD + name.length);
    note.position(Integer.BYTES);
    note.putLong(ofRun).putLong(position).putShort((short) name.length).put(name);
    note.putInt(0, checksum(note.slice(Integer.BYTES, note.capacity() - Integer.BYTES)));
    file.seek((long) slot * SLOT);
    file.write(note.array());
  }

  /**
   * Notes nothing any more.
   *
   * @param useless whether the ledger says the same as the notes; then they are removed
   */
  public synchronized void close(BooleanSupplier useless) {
    closed = true;
    try {
      if (file != null) {
        file.close();
      }
      if (useless.getAsBoolean()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }
}
