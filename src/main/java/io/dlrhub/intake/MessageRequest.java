package io.dlrhub.intake;

import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/** A request as the platform-http component hands it on. */
record MessageRequest(Message message) implements Gate.Request {

  static final String FORWARDED_FOR = "X-Forwarded-For";
  static final String AUTHORIZATION = "Authorization";

  @Override
  public String method() {
    return message.getHeader(Exchange.HTTP_METHOD, String.class);
  }

  /** The component sets an object; a header of that name from the network is a text. */
  @Override
  public String peer() {
    Object address = message.getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS);
    return address instanceof SocketAddress socket ? socket.hostAddress() : null;
  }

  @Override
  public List<String> forwardedFor() {
    Object value = message.getHeader(FORWARDED_FOR);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> lines) {
      List<String> texts = new ArrayList<>(lines.size());
      lines.forEach(line -> texts.add(String.valueOf(line)));
      return texts;
    }
    return List.of(value.toString());
  }

  @Override
  public String authorization() {
    Object value = message.getHeader(AUTHORIZATION);
    return value instanceof String text ? text : null;
  }

  @Override
  public String rawQuery() {
    return message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
  }
}
