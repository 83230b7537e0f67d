package io.dlrhub.intake;

import io.dlrhub.memory.MemoryRefused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body as it arrives: memory is taken for what is there, never for what is announced.
 * Nothing is decoded: a form or an upload is bytes like any other body.
 */
final class RequestBody {

  private static final byte[] NOTHING = {};

  private final InFlight inFlight;
  private final long most;
  private final Runnable next;
  private final List<Buffer> parts = new ArrayList<>(1);
  private long length;
  private boolean over;

  private RequestBody(InFlight inFlight, long most, Runnable next) {
    this.inFlight = inFlight;
    this.most = most;
    this.next = next;
  }

  /**
   * Reads all of it on the event loop, then goes on. Too much of it, or for it, is answered here.
   *
   * @param most bytes it may have
   */
  static void read(HttpServerRequest request, InFlight inFlight, long most, Runnable next) {
    RequestBody body = new RequestBody(inFlight, most, next);
    request.handler(body::add);
    request.endHandler(end -> body.end());
    // A sender that hangs up is nobody to answer; what it held is given back when the request ends.
    request.exceptionHandler(gone -> body.forget());
  }

  private void add(Buffer part) {
    length += part.length();
    if (over) {
      return;
    }
    if (length > most) {
      refuse(Refusal.TOO_LARGE);
      return;
    }
    try {
      inFlight.memory().body(part.length());
      parts.add(part);
    } catch (MemoryRefused e) {
      refuse(e.isForGood() ? Refusal.TOO_LARGE : Refusal.OVERLOAD);
    }
  }

  private void refuse(Refusal refusal) {
    forget();
    inFlight.refuseBody(refusal, length);
  }

  private void forget() {
    over = true;
    parts.clear();
  }

  private void end() {
    if (!over) {
      over = true;
      inFlight.complete(whole());
      parts.clear();
      next.run();
    }
  }

  private byte[] whole() {
    if (parts.isEmpty()) {
      return NOTHING;
    }
    if (parts.size() == 1) {
      return parts.get(0).getBytes();
    }
    byte[] bytes = new byte[(int) length];
    int at = 0;
    for (Buffer part : parts) {
      part.getBytes(bytes, at);
      at += part.length();
    }
    return bytes;
  }
}
