package io.dlrhub.ledger.append;

import io.dlrhub.report.Rejected;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Something for quarantine, hashed on the caller's thread.
 *
 * @param rejected as handed in
 * @param sha256 of all its bytes
 * @param kept at most {@link #LIMIT} of them
 */
public record PreparedReject(Rejected rejected, byte[] sha256, byte[] kept) {

  /** Bytes kept of each entry (docs/intake.md). */
  static final int LIMIT = 64 * 1024;

  static PreparedReject of(Rejected rejected) {
    byte[] bytes = rejected.bytes();
    byte[] kept = bytes.length <= LIMIT ? bytes : Arrays.copyOf(bytes, LIMIT);
    try {
      return new PreparedReject(rejected, MessageDigest.getInstance("SHA-256").digest(bytes), kept);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
