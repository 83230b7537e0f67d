package io.dlrhub.provider.tencent;

import io.dlrhub.provider.ConnectFailure;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.tencent.TencentAnswer.Refusal;
import io.dlrhub.provider.tencent.TencentCode.Reaction;
import io.dlrhub.report.PullOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What came back over HTTP.
 *
 * @param reply status, headers, body, or why there is none
 * @param receivedAt when it was here
 */
record HttpReply(HttpAnswer reply, Instant receivedAt) {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_MESSAGE = 200;

  /**
   * Whether it came, whole, from where we asked. Its status says nothing yet: Tencent's own errors
   * come with any.
   *
   * @throws CallFailed if not
   */
  static void check(HttpAnswer reply) throws CallFailed {
    if (reply.failure() != null) {
      boolean lasting = ConnectFailure.isAboutTheCertificate(reply.failure());
      throw new CallFailed(
          reply.failure().getMessage(),
          PullOutcome.HTTP_TROUBLE,
          lasting ? Reaction.SLOW : Reaction.BACK_OFF);
    }
    if (reply.isRedirect()) {
      throw new CallFailed(reply.redirect(), PullOutcome.REFUSED, Reaction.SLOW);
    }
    if (reply.brokenOff() != null) {
      throw new CallFailed(
          "the answer broke off: " + reply.brokenOff(),
          PullOutcome.HTTP_TROUBLE,
          Reaction.BACK_OFF);
    }
  }

  /**
   * Tencent's answer.
   *
   * @throws CallFailed if it is an error of Tencent's, with whatever HTTP status it came, or else
   *     if the HTTP status is no success
   */
  TencentAnswer answer() throws CallFailed {
    TencentAnswer answer = AnswerReader.read(reply.body());
    if (answer instanceof Refusal refusal) {
      TencentCode code = TencentCode.of(refusal.code());
      throw new CallFailed(text(refusal, code), code.outcome(), code.reaction());
    }
    int status = reply.status();
    if (status < 200 || status > 299) {
      PullOutcome outcome =
          status == TOO_MANY_REQUESTS ? PullOutcome.RATE_LIMITED : PullOutcome.HTTP_TROUBLE;
      throw new CallFailed("HTTP status " + status, outcome, Reaction.BACK_OFF);
    }
    return answer;
  }

  private String text(Refusal refusal, TencentCode code) {
    String clock = refusal.code() == TencentCode.CLOCK ? "; " + clockDifference() : "";
    return String.format(
        Locale.ROOT,
        "%d (%s)%s, in Tencent's words: \"%s\"",
        refusal.code(),
        code.meaning(),
        clock,
        printable(refusal.message()));
  }

  private String clockDifference() {
    Instant theirs = theirTime();
    if (theirs == null) {
      return String.format(
          Locale.ROOT,
          "ours says %s, the answer's Date header says '%s'",
          receivedAt,
          reply.head().date());
    }
    Duration ahead = Duration.between(theirs, receivedAt);
    return String.format(
        Locale.ROOT,
        "ours says %s, Tencent's %s: ours is %s s %s",
        receivedAt,
        theirs,
        ahead.abs().toSeconds(),
        ahead.isNegative() ? "behind" : "ahead");
  }

  private Instant theirTime() {
    String date = reply.head().date();
    try {
      return date == null
          ? null
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
  }
}
