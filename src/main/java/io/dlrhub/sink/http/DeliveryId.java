package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The {@code webhook-id} of a request: the same for every attempt at the same records by one
 * process, another for other records, another process or a replay.
 */
final class DeliveryId {

  private static final int BYTES = 16;

  private final byte[] process = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

  /**
   * For records of a batch.
   *
   * @param replay what tells a replay from the first delivery; nullable
   */
  String of(Batch batch, List<Integer> indexes, String replay) {
    ByteBuffer positions = ByteBuffer.allocate(Long.BYTES * indexes.size());
    indexes.forEach(index -> positions.putLong(batch.position(index)));
    return of(positions.array(), "", replay);
  }

  /**
   * For a body that is not a batch.
   *
   * @param subject which records it is about, as far as that is known
   */
  String of(byte[] body, String subject, String replay) {
    MessageDigest digest = sha256();
    digest.update(process);
    for (String part : new String[] {replay == null ? "" : replay, subject}) {
      digest.update((byte) 0);
      digest.update(part.getBytes(StandardCharsets.UTF_8));
    }
    digest.update((byte) 0);
    return "msg_" + HexFormat.of().formatHex(digest.digest(body), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
