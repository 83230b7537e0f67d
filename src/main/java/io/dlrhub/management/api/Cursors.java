package io.dlrhub.management.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on: {@code next} of an answer, {@code before} of the next request. Opaque to
 * callers, and of one list alone.
 */
final class Cursors {

  private static final int BASE = 36;

  private final String list;

  /**
   * @param list a letter of its own
   */
  Cursors(String list) {
    this.list = list;
  }

  /** As an answer has it; null for none. */
  String text(Long position) {
    return position == null
        ? null
        : Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                (list + Long.toString(position, BASE)).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * What {@code before} means; the largest number where it is not given.
   *
   * @throws ApiError 400 if it is no cursor of this list
   */
  long before(Arguments given) {
    String text = given.text("before");
    if (text == null) {
      return Long.MAX_VALUE;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      if (plain.startsWith(list)) {
        return Long.parseLong(plain.substring(list.length()), BASE);
      }
    } catch (IllegalArgumentException notOurs) {
      // Answered below, as one of another list is.
    }
    throw given.notAccepted("before", "accepted is what an answer of this call had as next");
  }
}
