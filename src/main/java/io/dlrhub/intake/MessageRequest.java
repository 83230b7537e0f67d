package io.dlrhub.intake;

import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/** A request as the platform-http component hands it on. */
record MessageRequest(Message message) implements Gate.Request {

  static final String AUTHORIZATION = "Authorization";

  /** Headers that a gate looks at, in any case; no other gets past it. */
  static final Set<String> LOOKED_AT;

  static {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.add(AUTHORIZATION);
    names.add(Exchange.CONTENT_ENCODING);
    names.addAll(Sources.HEADERS);
    LOOKED_AT = Collections.unmodifiableSet(names);
  }

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
  public List<String> headers(String name) {
    Object value = message.getHeader(name);
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
