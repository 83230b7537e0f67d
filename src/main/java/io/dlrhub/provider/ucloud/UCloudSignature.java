package io.dlrhub.provider.ucloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs a UCloud request (UCloud API documentation, "signature algorithm";
 * docs/protocol/ucloud.md).
 *
 * <p>Every parameter but {@code Signature}, sorted by name, name and value joined without
 * separators, the private key behind it, SHA-1 of the UTF-8 bytes in lower-case hex. Values are
 * signed as they are, before any escaping.
 */
public final class UCloudSignature {

  private static final String SIGNATURE = "Signature";

  private UCloudSignature() {}

  /**
   * The signature of these parameters.
   *
   * @param parameters flattened ({@code SessionNoSet.0}), {@code Action} and {@code PublicKey}
   *     among them; a {@code Signature} is left out
   * @return 40 lower-case hex digits
   */
  public static String sign(Map<String, String> parameters, String privateKey) {
    StringBuilder text = new StringBuilder(256);
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!name.equals(SIGNATURE)) {
                text.append(name).append(value);
              }
            });
    text.append(privateKey);
    return HexFormat.of().formatHex(sha1(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
