package io.dlrhub.simulator;

/** A way in which the simulated Tencent misbehaves on request. */
public enum TencentFault {
  // The service's own shape: result and errmsg.
  WRONG_SIGNATURE(1001, "sig verify fail"),
  NO_PERMISSION(1006, "no permission"),
  ADDRESS_REFUSED(1009, "ip not in white list"),
  APP_DISABLED(1020, "sdkappid is disabled"),
  NOT_SUPPORTED(1030, "this request is not supported"),

  // The gateway's shape: ActionStatus, ErrorInfo, ErrorCode.
  GATEWAY_JSON(60003, "Decode HTTP body failed"),
  GATEWAY_FREQUENCY(60007, "Call frequency exceeded"),
  GATEWAY_TIMEOUT(60008, "Service request timeout or HTTP format error"),

  /** The connection ends without an answer. */
  DROPPED,
  /** Half of the promised bytes arrive, then the connection ends. */
  HALF_BODY,
  /** HTTP 200 with a web page of some box in between. */
  HTML,
  /** HTTP 502 of a box in front. */
  HTTP_502,

  /** {@code ok} instead of {@code OK}. */
  LOWER_CASE_OK,
  RESULT_AS_STRING,
  /** {@code data} is null although the result is 0. */
  DATA_NULL,
  /** A field nobody documents. */
  EXTRA_FIELD;

  private final int code;
  private final String message;

  TencentFault() {
    this(0, null);
  }

  TencentFault(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** What is answered instead; null for another kind of fault. */
  ErrorAnswer refusal() {
    return code == 0 ? null : new ErrorAnswer(code, message);
  }
}
