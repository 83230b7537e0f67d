package io.dlrhub.ledger.sqlite.figures;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** What is still to be added to the table of figures, and keys to those of unsettled phones. */
final class PendingChanges {

  /** More than these are not written with every commit again. */
  private static final int MOST_FIGURES = 256;

  private static final int MOST_KEYS = 512;

  private final Map<Figure, long[]> counts = new HashMap<>();
  private long[] keys = new long[16];
  private int keyCount;

  void add(Figure figure, long change) {
    counts.computeIfAbsent(figure, none -> new long[1])[0] += change;
  }

  void addKey(long key) {
    if (keyCount == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keyCount);
    }
    keys[keyCount++] = key;
  }

  void addAll(PendingChanges others) {
    others.counts.forEach((figure, change) -> add(figure, change[0]));
    for (int i = 0; i < others.keyCount; i++) {
      addKey(others.keys[i]);
    }
  }

  void eachKey(LongConsumer visitor) {
    for (int i = 0; i < keyCount; i++) {
      visitor.accept(keys[i]);
    }
  }

  void clear() {
    counts.clear();
    keyCount = 0;
  }

  boolean isEmpty() {
    return counts.isEmpty() && keyCount == 0;
  }

  boolean isLarge() {
    return counts.size() > MOST_FIGURES || keyCount > MOST_KEYS;
  }

  Map<Figure, long[]> counts() {
    return counts;
  }

  /** The keys as they are stored; empty without any. */
  byte[] keyBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(keyCount * Long.BYTES);
    bytes.asLongBuffer().put(keys, 0, keyCount);
    return bytes.array();
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(counts.size());
      for (Map.Entry<Figure, long[]> one : counts.entrySet()) {
        write(out, one.getKey());
        out.writeLong(one.getValue()[0]);
      }
      out.write(keyBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Figure figure) throws IOException {
    out.writeByte(figure.kind());
    out.writeLong(figure.start());
    out.writeBoolean(figure.tracked());
    for (String text :
        new String[] {
          figure.provider(), figure.account(), figure.channel(), figure.status(), figure.reason()
        }) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }

  /** Those of {@link #toBytes}; none of null. */
  static PendingChanges of(byte[] bytes) {
    PendingChanges changes = new PendingChanges();
    if (bytes == null) {
      return changes;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        Figure figure = read(in);
        changes.add(figure, in.readLong());
      }
      while (in.available() > 0) {
        changes.addKey(in.readLong());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the ledger's pending figures", e);
    }
    return changes;
  }

  private static Figure read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    long start = in.readLong();
    boolean tracked = in.readBoolean();
    return new Figure(kind, start, text(in), text(in), text(in), text(in), text(in), tracked);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
