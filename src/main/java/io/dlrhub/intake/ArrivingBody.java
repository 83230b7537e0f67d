package io.dlrhub.intake;

import io.dlrhub.memory.Reservation;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The bytes of a body as they arrive, each reserved before it is kept. */
final class ArrivingBody {

  private static final int FIRST = 1024;
  private static final byte[] NOTHING = {};

  private final Reservation held;
  private final int announced;
  private byte[] bytes = NOTHING;
  private int size;

  /**
   * @param announced bytes that it will have; 0 where nothing is known
   */
  ArrivingBody(Reservation held, int announced) {
    this.held = held;
    this.announced = announced;
  }

  /**
   * Keeps some more.
   *
   * @throws io.dlrhub.memory.MemoryRefused if there is no room
   */
  void add(Buffer more) {
    int needed = size + more.length();
    if (needed > bytes.length) {
      int room = Math.max(needed, Math.max(FIRST, 2 * bytes.length));
      grow(announced >= needed ? Math.min(room, announced) : room);
    }
    more.getBytes(bytes, size);
    size = needed;
  }

  private void grow(int room) {
    held.body(room - bytes.length);
    bytes = Arrays.copyOf(bytes, room);
  }

  /** Holds nothing any more. */
  void forget() {
    bytes = NOTHING;
    size = 0;
  }

  /** All of it; nothing more comes. */
  byte[] complete() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }
}
