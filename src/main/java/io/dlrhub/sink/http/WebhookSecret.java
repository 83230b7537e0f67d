package io.dlrhub.sink.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The secret a sender of Standard Webhooks shares with a receiver.
 *
 * <p>{@code whsec_} and the base64 of 24 to 64 bytes, as the specification has it; also with the
 * version in front ({@code v1,whsec_…}), in the URL-safe alphabet or without padding, as tools hand
 * it out. Several of them, separated by a blank or {@code |}, are valid at once while one is being
 * replaced: each signs. Any other text is used as it is, in UTF-8.
 */
public final class WebhookSecret {

  /** What is accepted, for messages. */
  public static final String ACCEPTED =
      "any text, or whsec_ and the base64 of 24 to 64 bytes, also as v1,whsec_…";

  /** A text of fewer bytes can be found by trying. */
  public static final int FEW_BYTES = 24;

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int LEAST = 24;
  private static final int MOST = 64;

  private WebhookSecret() {}

  /** Whether {@link #keys} takes it. */
  public static boolean isValid(String secret) {
    try {
      return !keys(secret).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it is a plain text that is too short to be safe. */
  public static boolean isWeak(String secret) {
    return isValid(secret)
        && !isEncoded(secret)
        && secret.getBytes(StandardCharsets.UTF_8).length < FEW_BYTES;
  }

  /**
   * The keys to sign with, the first of them the one that a receiver gets first.
   *
   * @throws IllegalArgumentException without the secret in its message
   */
  static List<byte[]> keys(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("secret is empty; accepted is " + ACCEPTED);
    }
    if (!isEncoded(secret)) {
      return List.of(secret.getBytes(StandardCharsets.UTF_8));
    }
    return Arrays.stream(secret.trim().split("[|\\s]+")).map(WebhookSecret::decoded).toList();
  }

  /** Whether it looks like one of the specification, also one that cannot be used. */
  private static boolean isEncoded(String secret) {
    String text = secret.trim().toLowerCase(Locale.ROOT);
    return text.matches("(?s)(v1a?,\\s*)?wh(sec|sk|pk)(_.*)?");
  }

  private static byte[] decoded(String secret) {
    String text = secret.startsWith(VERSION) ? secret.substring(VERSION.length()) : secret;
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "secret looks like one of Standard Webhooks and is none that can be used (keys of v1a,"
              + " whsk_ and whpk_, are not); accepted is "
              + ACCEPTED);
    }
    byte[] key = decode(text.substring(PREFIX.length()));
    if (key.length < LEAST || key.length > MOST) {
      throw new IllegalArgumentException(
          "secret begins with whsec_ and holds " + key.length + " bytes; accepted is " + ACCEPTED);
    }
    return key;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "secret begins with whsec_ and is not base64 after that; accepted is " + ACCEPTED);
    }
  }
}
