package io.dlrhub.sink.http;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as the Standard Webhooks specification, version 1, says. Safe for use by many
 * threads.
 */
final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";

  private final List<Signer> signers;

  /**
   * @throws IllegalArgumentException if the secret is not one
   */
  WebhookSignature(String secret) {
    signers = WebhookSecret.keys(secret).stream().map(Signer::new).toList();
  }

  /**
   * The value of {@code webhook-signature}: one signature for each key, separated by blanks.
   *
   * @param timestamp of this attempt, seconds of the epoch
   * @param body exactly the bytes that are sent
   */
  String sign(String id, long timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    if (signers.size() == 1) {
      return signers.get(0).sign(head, body);
    }
    return signers.stream().map(signer -> signer.sign(head, body)).collect(Collectors.joining(" "));
  }

  /** Signs with one key. */
  private static final class Signer {

    private final SecretKeySpec key;

    /** Spare each request the search for a provider; as many as ever signed at once. */
    private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

    Signer(byte[] key) {
      this.key = new SecretKeySpec(key, ALGORITHM);
    }

    String sign(byte[] head, byte[] body) {
      Mac kept = idle.poll();
      Mac mac = kept == null ? made() : kept;
      mac.update(head);
      byte[] signature = mac.doFinal(body);
      idle.add(mac);
      return "v1," + Base64.getEncoder().encodeToString(signature);
    }

    private Mac made() {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        return mac;
      } catch (NoSuchAlgorithmException | InvalidKeyException e) {
        throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
      }
    }
  }
}
