package io.dlrhub.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/** A request as Vert.x has it. */
record ServerRequest(HttpServerRequest request) implements Gate.Request {

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String peer() {
    SocketAddress address = request.remoteAddress();
    return address == null ? null : address.hostAddress();
  }

  @Override
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  @Override
  public String authorization() {
    return request.getHeader(MessageRequest.AUTHORIZATION);
  }

  @Override
  public String rawQuery() {
    return request.query();
  }

  /** Bytes of the body, as announced; {@link Refusals#UNKNOWN_SIZE} where they are not. */
  long contentLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? Refusals.UNKNOWN_SIZE : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Refusals.UNKNOWN_SIZE;
    }
  }
}
