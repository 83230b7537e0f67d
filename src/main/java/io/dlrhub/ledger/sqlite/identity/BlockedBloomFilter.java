package io.dlrhub.ledger.sqlite.identity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Says of an id that it is surely not in a sealed run, at the price of one cache line: 16 bits a
 * key, blocks of eight words, one bit in each. About one id in a thousand is let through wrongly.
 */
public final class BlockedBloomFilter {

  private static final int WORDS = 8;
  private static final int KEYS_PER_BLOCK = WORDS * Long.SIZE / 16;

  private final long[] words;
  private final int blocks;

  private BlockedBloomFilter(long[] words) {
    this.words = words;
    this.blocks = words.length / WORDS;
  }

  /** An empty one for that many keys. */
  public static BlockedBloomFilter forKeys(int keys) {
    return new BlockedBloomFilter(new long[WORDS * (keys / KEYS_PER_BLOCK + 1)]);
  }

  /** One from the bytes of {@link #toBytes}. */
  static BlockedBloomFilter of(byte[] bytes) {
    long[] words = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return new BlockedBloomFilter(words);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(words);
    return bytes.array();
  }

  /** From now on it may be contained. */
  public void add(long high, long low) {
    int word = firstWord(low);
    for (int i = 0; i < WORDS; i++) {
      words[word + i] |= 1L << (high >>> (6 * i));
    }
  }

  /** False only when the id was never added. */
  public boolean mayContain(long high, long low) {
    int word = firstWord(low);
    for (int i = 0; i < WORDS; i++) {
      if ((words[word + i] & (1L << (high >>> (6 * i)))) == 0) {
        return false;
      }
    }
    return true;
  }

  // Ids are the bytes of a hash already: half of them chooses the block, half the bits.
  private int firstWord(long low) {
    return WORDS * (int) (((low >>> 32) * blocks) >>> 32);
  }
}
