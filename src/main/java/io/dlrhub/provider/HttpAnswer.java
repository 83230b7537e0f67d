package io.dlrhub.provider;

import io.dlrhub.memory.Reservation;
import org.apache.camel.util.ObjectHelper;

/**
 * What came of an HTTP request to a provider.
 *
 * @param head status and headers; {@link Head#NONE} where no answer came
 * @param body what was received of it, decoded; may be empty
 * @param brokenOff why the body ended before its end; null where it is whole
 * @param failure why no answer came; null where one came
 * @param held the memory of the body and of what is made of it
 */
public record HttpAnswer(
    Head head, byte[] body, String brokenOff, Throwable failure, Reservation held) {

  private static final byte[] NOTHING = {};

  /**
   * The beginning of an answer, as far as anybody asks for it.
   *
   * @param status 0 where no answer came
   * @param date the header {@code Date}; nullable
   * @param location the header {@code Location}; nullable
   */
  public record Head(int status, String date, String location) {
    static final Head NONE = new Head(0, null, null);
  }

  /** A whole one without headers. */
  public static HttpAnswer of(int status, byte[] body) {
    return new HttpAnswer(new Head(status, null, null), body, null, null, Reservation.ofNothing());
  }

  /** No answer. */
  public static HttpAnswer none(Throwable failure) {
    return new HttpAnswer(Head.NONE, NOTHING, null, failure, Reservation.ofNothing());
  }

  /** Its HTTP status; 0 where no answer came. */
  public int status() {
    return head.status();
  }

  /** Whether it sends elsewhere, where nothing is asked: the provider did nothing. */
  public boolean isRedirect() {
    return switch (status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** A redirect's status and where it points to, for a person. */
  public String redirect() {
    String where = head.location() == null ? "nowhere" : printable(head.location());
    return "HTTP " + status() + ", a redirect to " + where + "; is the endpoint right?";
  }

  /** Whether it is certain that not a byte of the request left; a failure alone does not say so. */
  public boolean notSent() {
    return failure != null && ObjectHelper.getException(NotSent.class, failure) != null;
  }

  private static String printable(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
