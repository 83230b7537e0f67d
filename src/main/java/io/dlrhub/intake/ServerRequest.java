package io.dlrhub.intake;

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
  public List<String> forwardedFor() {
    return request.headers().getAll(MessageRequest.FORWARDED_FOR);
  }

  @Override
  public String authorization() {
    return request.getHeader(MessageRequest.AUTHORIZATION);
  }

  @Override
  public String rawQuery() {
    return request.query();
  }
}
