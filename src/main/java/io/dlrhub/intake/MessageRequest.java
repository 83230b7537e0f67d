package io.dlrhub.intake;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * A request as an engine of platform-http hands it on that is not Vert.x'. Where it came from is
 * not known: among the headers of a message Camel puts parameters of the query and fields of a
 * form, so that whoever sends could name itself.
 */
record MessageRequest(Message message) implements Gate.Request {

  static final String AUTHORIZATION = "Authorization";

  /** Headers that are looked at, in any case; no other gets past the gate. */
  static final Set<String> LOOKED_AT;

  static {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.add(AUTHORIZATION);
    names.add(Exchange.CONTENT_ENCODING);
    LOOKED_AT = Collections.unmodifiableSet(names);
  }

  /** The request behind that message: the server's own wherever the message has it. */
  static Gate.Request of(Message message) {
    return message instanceof HttpMessage http && http.getRequest() != null
        ? new ServerRequest(http.getRequest())
        : new MessageRequest(message);
  }

  @Override
  public String method() {
    return message.getHeader(Exchange.HTTP_METHOD, String.class);
  }

  @Override
  public String peer() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return List.of();
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
