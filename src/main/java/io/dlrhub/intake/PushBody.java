package io.dlrhub.intake;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Message;

/** The bytes of a request, whichever engine of platform-http took it. */
final class PushBody {

  private static final byte[] NOTHING = {};

  private PushBody() {}

  /**
   * The body.
   *
   * @param most bytes it may have
   * @return null if it has more
   */
  static byte[] read(Message message, int most) throws IOException {
    Object body = message.getBody();
    if (body instanceof Buffer buffer) {
      return buffer.length() > most ? null : buffer.getBytes();
    }
    byte[] bytes;
    if (body instanceof InputStream stream) {
      bytes = stream.readNBytes(most + 1);
    } else {
      bytes = message.getBody(byte[].class);
    }
    if (bytes == null) {
      return NOTHING;
    }
    return bytes.length > most ? null : bytes;
  }
}
