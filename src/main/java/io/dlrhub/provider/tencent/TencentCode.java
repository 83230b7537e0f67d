package io.dlrhub.provider.tencent;

import io.dlrhub.report.PullOutcome;
import java.util.Map;

/**
 * What Tencent's error codes mean for a request for figures, and what to do (Tencent's error code
 * page; docs/protocol/tencent.md). The hundred codes of sending are not here: this call cannot get
 * them.
 *
 * @param meaning for a person, with what to look at
 * @param reaction what to do
 */
record TencentCode(String meaning, Reaction reaction) {

  /** What to do about an error. */
  enum Reaction {
    /** It passes: ask again, with growing pauses. */
    BACK_OFF,
    /** Asked too often: the same, counted apart. */
    RATE_LIMITED,
    /** A person has to change something: say so as an error, and ask seldom. */
    SLOW,
    /** It may be about this hour only: others go on, and after ten times it is given up. */
    THIS_HOUR
  }

  /** Our clock and Tencent's are more than ten minutes apart. */
  static final int CLOCK = 1021;

  private static final TencentCode UNKNOWN =
      new TencentCode("a code that is not documented for this call", Reaction.THIS_HOUR);

  private static final Map<Integer, TencentCode> TABLE =
      Map.ofEntries(
          slow(1001, "the signature is wrong: app-key and sdk-app-id do not belong together"),
          slow(1003, "the signature is missing or empty: is app-key set?"),
          thisHour(1004, "the request could not be parsed"),
          slow(1006, "no permission: statistics are not opened for this sdk-app-id"),
          thisHour(1007, "an error without a name at Tencent"),
          backOff(1008, "timed out inside Tencent"),
          slow(1009, "our address is not on the list of allowed sources"),
          slow(1011, "there is no such call at this endpoint"),
          rateLimited(1013, "frequency limit"),
          slow(1019, "sdk-app-id is unknown"),
          slow(1020, "sdk-app-id is disabled"),
          slow(CLOCK, "our clock and Tencent's are more than 10 minutes apart"),
          slow(1030, "this sdk-app-id does not support the request"),
          slow(1033, "suspended for arrears"),
          slow(60002, "Tencent's gateway could not parse the URL or the HTTP form"),
          thisHour(60003, "Tencent's gateway could not parse the request's JSON"),
          slow(60006, "sdk-app-id is invalid"),
          rateLimited(60007, "called too often"),
          backOff(60008, "timed out behind Tencent's gateway, or a bad HTTP form"),
          slow(60009, "there is no such resource: is the endpoint right?"),
          slow(60012, "sdk-app-id is missing in the URL"),
          backOff(60013, "Tencent's gateway could not parse the answer behind it"));

  /** The entry of a code; an unknown one is worth another try. */
  static TencentCode of(int code) {
    return TABLE.getOrDefault(code, UNKNOWN);
  }

  /** How a call that was answered with this code is counted. */
  PullOutcome outcome() {
    return reaction == Reaction.RATE_LIMITED ? PullOutcome.RATE_LIMITED : PullOutcome.REFUSED;
  }

  private static Map.Entry<Integer, TencentCode> slow(int code, String meaning) {
    return Map.entry(code, new TencentCode(meaning, Reaction.SLOW));
  }

  private static Map.Entry<Integer, TencentCode> backOff(int code, String meaning) {
    return Map.entry(code, new TencentCode(meaning, Reaction.BACK_OFF));
  }

  private static Map.Entry<Integer, TencentCode> rateLimited(int code, String meaning) {
    return Map.entry(code, new TencentCode(meaning, Reaction.RATE_LIMITED));
  }

  private static Map.Entry<Integer, TencentCode> thisHour(int code, String meaning) {
    return Map.entry(code, new TencentCode(meaning, Reaction.THIS_HOUR));
  }
}
