package io.dlrhub.intake;

import io.dlrhub.memory.BoundedReader;
import io.dlrhub.memory.ContentEncoding;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.Reservation;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** The bytes of a request, whichever engine of platform-http took it, decoded. */
final class PushBody {

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final byte[] NOTHING = {};

  private PushBody() {}

  /**
   * The body; what it holds of memory is the exchange's {@link Reservation#PROPERTY}.
   *
   * @param most bytes it may have, decoded
   * @throws io.dlrhub.memory.TooLong if it has more
   * @throws io.dlrhub.memory.UnknownEncoding if it cannot be decoded here
   * @throws io.dlrhub.memory.MemoryRefused if there is no memory for it
   */
  static byte[] read(Exchange exchange, int most) throws IOException {
    Message message = exchange.getMessage();
    Object header = message.getHeader(Exchange.CONTENT_ENCODING);
    ContentEncoding encoding = ContentEncoding.of(header == null ? null : header.toString());
    Reservation arrived = exchange.getProperty(Reservation.PROPERTY, Reservation.class);
    if (arrived != null
        && encoding == ContentEncoding.IDENTITY
        && message.getBody() instanceof byte[] bytes
        && bytes.length <= most) {
      return bytes;
    }
    Reservation held = arrived == null ? reserve(exchange) : arrived;
    return new BoundedReader(most, WITHIN).read(encoding.decode(stream(message)), held);
  }

  private static Reservation reserve(Exchange exchange) {
    Reservation held = MemoryBudget.ofProcess().open("intake of a host");
    exchange.setProperty(Reservation.PROPERTY, held);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                held.close();
              }
            });
    return held;
  }

  private static InputStream stream(Message message) {
    Object body = message.getBody();
    if (body instanceof InputStream stream) {
      return stream;
    }
    byte[] bytes =
        body instanceof Buffer buffer ? buffer.getBytes() : message.getBody(byte[].class);
    return new ByteArrayInputStream(bytes == null ? NOTHING : bytes);
  }
}
