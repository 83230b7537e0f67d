package io.dlrhub.provider.tencent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Signs a Tencent v5 statistics request (document of {@code pullcallbackstatus}, section 2).
 *
 * <p>SHA-256 of {@code appkey=K&random=R&time=T} in lower-case hex. {@code random} is the text that
 * stands in the URL: the document's own sample does not fit 32 bits, so it is never a number here.
 */
public final class TencentSignature {

  private TencentSignature() {}

  /**
   * The {@code sig} of a request.
   *
   * @param appKey the secret that belongs to the SDK AppID
   * @param random exactly the text of the URL's {@code random}
   * @param time exactly the body's {@code time}, Unix seconds
   * @return 64 lower-case hex digits
   */
  public static String sign(String appKey, String random, long time) {
    String text = "appkey=" + appKey + "&random=" + random + "&time=" + time;
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
