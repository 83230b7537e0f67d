package io.dlrhub.simulator;

/** A way in which the simulated UCloud misbehaves on request. */
public enum Fault {
  // The gateway refuses; nothing is read.
  GATEWAY_BROKEN(130, "Gateway Error"),
  SERVICE_UNAVAILABLE(150, "Service unavailable"),
  CACHE_BROKEN(151, "Gateway cache error"),
  RATE_LIMITED(153, "Request rate limit exceeded"),
  NO_ACTION(160, "Missing Action"),
  UNKNOWN_ACTION(161, "Action Not Exists"),
  NO_SIGNATURE(170, "Missing Signature"),
  WRONG_SIGNATURE(171, "Signature VerifyAC Error"),
  NO_SUCH_USER(172, "User Not Exists"),
  USER_RESTRICTED(173, "User Is Restricted"),
  PUBLIC_API_UNAVAILABLE(200, "Service unavailable"),
  NO_SUCH_PROJECT(292, "Project Not Exists"),
  ADDRESS_REFUSED(294, "IP Not Allowed"),
  /** The service did its work, a page is read and deleted, but the gateway had stopped waiting. */
  GATEWAY_TIMED_OUT(110, "API response timeout"),

  // The answer's way.
  /** The connection ends before the request is looked at; nothing is read. */
  DROPPED_BEFORE_READ(Kind.WAY),
  /** The connection ends without an answer, after a page was read and deleted. */
  DROPPED_AFTER_READ(Kind.WAY),
  /** Half of the promised bytes arrive, then the connection ends; the page is deleted. */
  HALF_BODY(Kind.WAY),
  /** HTTP 200 with a web page of some box in between; the page of reports is deleted. */
  HTML(Kind.WAY),
  /** HTTP 429 of a box in front; nothing is read. */
  HTTP_429(Kind.WAY),
  /** HTTP 502 of a box in front; nothing is read. */
  HTTP_502(Kind.WAY),
  /** HTTP 503 of a box in front; nothing is read. */
  HTTP_503(Kind.WAY),
  /** HTTP 504 of a box in front that stopped waiting; the page is read and deleted. */
  HTTP_504(Kind.WAY),
  /** The answer is made, a page deleted, and only then comes the pause. */
  SLOW(Kind.WAY),

  // The answer's shape; those about reports also apply to pushes.
  RETCODE_AS_STRING(Kind.SHAPE),
  NO_MESSAGE(Kind.SHAPE),
  /** An empty {@code ReportSet} is {@code null}. */
  EMPTY_SET_IS_NULL(Kind.SHAPE),
  /** An empty {@code ReportSet} is left out. */
  EMPTY_SET_IS_ABSENT(Kind.SHAPE),
  TIME_AS_STRING(Kind.SHAPE),
  TIME_ZERO(Kind.SHAPE),
  /** {@code success}, {@code fail}: documented words in another case. */
  LOWER_CASE_RESULT(Kind.SHAPE),
  /** 接收成功, 接收失败. */
  FIRST_REVISION_RESULT(Kind.SHAPE),
  /** A failure is called {@code SubmitFail}. */
  SUBMIT_FAIL(Kind.SHAPE),
  /** A field nobody documents any more. */
  EXTEND_CODE(Kind.SHAPE),
  /** {@code ReceiptSet} of a video receipt as in the document's sample: strings. */
  STRINGS_IN_RECEIPT_SET(Kind.SHAPE),
  /** An id nobody knows is answered with an empty set instead of being left out. */
  UNKNOWN_ID_LISTED(Kind.SHAPE),
  /** A phone without a report is listed as 状态未知 with time 0 instead of being left out. */
  PENDING_LISTED(Kind.SHAPE),

  // Pushes.
  /** An acknowledged push comes once more. */
  PUSHED_TWICE(Kind.PUSH),
  /** A batch is given up without a try, as after a receiver's outage. */
  PUSH_LOST(Kind.PUSH);

  /** What a fault acts upon. */
  enum Kind {
    REFUSAL,
    WAY,
    SHAPE,
    PUSH
  }

  private final Kind kind;
  private final int retCode;
  private final String message;

  Fault(Kind kind) {
    this.kind = kind;
    this.retCode = 0;
    this.message = null;
  }

  Fault(int retCode, String message) {
    this.kind = Kind.REFUSAL;
    this.retCode = retCode;
    this.message = message;
  }

  Kind kind() {
    return kind;
  }

  /** What the gateway refuses with; null for another kind of fault. */
  ErrorAnswer refusal() {
    return kind == Kind.REFUSAL ? new ErrorAnswer(retCode, message) : null;
  }

  /** Nothing is read or deleted. */
  boolean beforeRead() {
    return switch (this) {
      case DROPPED_BEFORE_READ, HTTP_429, HTTP_502, HTTP_503 -> true;
      case GATEWAY_TIMED_OUT -> false;
      default -> kind == Kind.REFUSAL;
    };
  }

  /** Whether it can happen to that action, or to a push. */
  boolean appliesTo(String action) {
    return switch (kind) {
      case PUSH -> action.equals(Faults.PUSH);
      case SHAPE -> true;
      default -> !action.equals(Faults.PUSH);
    };
  }
}
