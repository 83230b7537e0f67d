package io.dlrhub.sink.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The secret a sender of Standard Webhooks shares with a receiver.
 *
 * <p>With the prefix {@code whsec_} the rest is base64 of 24 to 64 bytes, as the specification has
 * it; any other text is used as it is, in UTF-8.
 */
public final class WebhookSecret {

  /** What is accepted, for messages. */
  public static final String ACCEPTED = "any text, or whsec_ and the base64 of 24 to 64 bytes";

  private static final String PREFIX = "whsec_";
  private static final int LEAST = 24;
  private static final int MOST = 64;

  private WebhookSecret() {}

  /** Whether {@link #key} takes it. */
  public static boolean isValid(String secret) {
    try {
      return key(secret).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The key to sign with.
   *
   * @throws IllegalArgumentException without the secret in its message
   */
  static byte[] key(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("secret is empty; accepted is " + ACCEPTED);
    }
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    byte[] key = decode(secret.substring(PREFIX.length()));
    if (key.length < LEAST || key.length > MOST) {
      throw new IllegalArgumentException(
          "secret begins with whsec_ and holds " + key.length + " bytes; accepted is " + ACCEPTED);
    }
    return key;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "secret begins with whsec_ and is not base64 after that; accepted is " + ACCEPTED);
    }
  }
}
