package io.dlrhub.intake;

import io.dlrhub.memory.MemoryRefused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a body as it arrives: memory is taken for what is there, never for what is announced.
 * Nothing is decoded: a form or an upload is bytes like any other body.
 */
final class RequestBody {

  private final InFlight inFlight;
  private final long most;
  private final Runnable next;
  private final ArrivingBody arriving;
  private long length;
  private boolean over;

  private RequestBody(InFlight inFlight, long announced, long most, Runnable next) {
    this.arriving = new ArrivingBody(inFlight.memory(), (int) Math.max(0, announced));
    this.inFlight = inFlight;
    this.most = most;
    this.next = next;
  }

  /**
   * Reads all of it on the event loop, then goes on. Too much of it, or for it, is answered here.
   *
   * @param announced bytes it will have; negative where nothing is known
   * @param most bytes it may have
   */
  static void read(
      HttpServerRequest request, InFlight inFlight, long announced, long most, Runnable next) {
    RequestBody body = new RequestBody(inFlight, announced, most, next);
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
      arriving.add(part);
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
    arriving.forget();
  }

  private void end() {
    if (!over) {
      over = true;
      inFlight.complete(arriving.complete());
      next.run();
    }
  }
}
