package io.dlrhub.provider.ucloud;

import io.dlrhub.report.PullOutcome;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@code RetCode} means (docs/protocol/ucloud.md).
 *
 * @param number as UCloud answered it
 * @param kind what follows from it
 * @param meaning for the log; ours, in English
 */
record RetCode(long number, Kind kind, String meaning) {

  /** What follows from a code. */
  enum Kind {
    /** Answered. */
    SUCCESS,
    /** Too many requests: nothing was done, ask less often. */
    RATE_LIMITED,
    /** The request or account is refused: nothing was done, and only a person can change it. */
    REFUSED,
    /** The gateway failed, perhaps after it had done what was asked. */
    IN_DOUBT
  }

  private static final Map<Long, RetCode> KNOWN = new HashMap<>();

  static {
    add(Kind.SUCCESS, 0, "success");
    add(Kind.IN_DOUBT, 110, "the API did not answer the gateway in time");
    add(Kind.IN_DOUBT, 130, "fault of the gateway's authentication service");
    add(Kind.IN_DOUBT, 150, "service unavailable, try later");
    add(Kind.IN_DOUBT, 151, "fault of the gateway's cache");
    add(Kind.RATE_LIMITED, 153, "too many API requests");
    add(Kind.REFUSED, 160, "Action is missing");
    add(Kind.REFUSED, 161, "Action is unknown; PullUSMSReport must be opened by UCloud's support");
    add(Kind.REFUSED, 170, "Signature is missing");
    add(Kind.REFUSED, 171, "the signature is wrong; check public and private key");
    add(Kind.REFUSED, 172, "the account does not exist; check the public key");
    add(Kind.REFUSED, 173, "the account is restricted");
    add(Kind.REFUSED, 174, "the token is missing");
    add(Kind.REFUSED, 180, "the API version is missing");
    add(Kind.IN_DOUBT, 200, "the public API service is unavailable");
    add(Kind.REFUSED, 230, "a parameter is missing");
    add(Kind.REFUSED, 290, "the project is not authorised");
    add(Kind.REFUSED, 291, "no right to this action and product");
    add(Kind.REFUSED, 292, "the project does not exist; check the project id");
    add(Kind.REFUSED, 293, "no right to this zone");
    add(Kind.REFUSED, 294, "this source address is not on the white list");
    add(Kind.REFUSED, 295, "the safety lock is on");
    add(Kind.REFUSED, 299, "the IAM check failed");
    add(Kind.REFUSED, 18000, "the parameters cannot be parsed");
    add(Kind.REFUSED, 18001, "a parameter is missing");
    add(Kind.REFUSED, 18002, "a parameter is malformed");
    add(Kind.REFUSED, 18003, "a parameter is invalid");
    add(Kind.IN_DOUBT, 18004, "fault of the API");
    add(Kind.IN_DOUBT, 18007, "fault of the service");
  }

  /** The code of that number; one nobody has documented may have done what was asked. */
  static RetCode of(long number) {
    RetCode known = KNOWN.get(number);
    if (known != null) {
      return known;
    }
    boolean refused = number >= 160 && number < 180 || number >= 290 && number < 300;
    return new RetCode(number, refused ? Kind.REFUSED : Kind.IN_DOUBT, "not documented");
  }

  /** How a call ended that was answered this. */
  PullOutcome outcome() {
    return switch (kind) {
      case SUCCESS -> PullOutcome.OK;
      case RATE_LIMITED -> PullOutcome.RATE_LIMITED;
      case REFUSED -> PullOutcome.REFUSED;
      case IN_DOUBT -> PullOutcome.PROVIDER_TROUBLE;
    };
  }

  /** Whether it may be an id of the request that is refused, and not the account. */
  boolean refusesParameters() {
    return number == 230 || number >= 18000 && number <= 18003;
  }

  @Override
  public String toString() {
    return "RetCode " + number + " (" + meaning + ")";
  }

  private static void add(Kind kind, long number, String meaning) {
    KNOWN.put(number, new RetCode(number, kind, meaning));
  }
}
