package io.dlrhub.sink.http;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as the Standard Webhooks specification, version 1, says. Safe for use by many
 * threads.
 */
final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** Spare each request the search for a provider; as many as ever signed at once. */
  private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

  /**
   * @throws IllegalArgumentException if the secret is not one
   */
  WebhookSignature(String secret) {
    key = new SecretKeySpec(WebhookSecret.key(secret), ALGORITHM);
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param timestamp of this attempt, seconds of the epoch
   * @param body exactly the bytes that are sent
   */
  String sign(String id, long timestamp, byte[] body) {
    Mac kept = idle.poll();
    Mac mac = kept == null ? made() : kept;
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
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
