package io.dlrhub.provider.tencent;

import io.dlrhub.report.RawJson;
import io.dlrhub.report.RejectReason;

/** What Tencent answered to one request for figures. */
sealed interface TencentAnswer {

  /**
   * Figures.
   *
   * @param raw the whole answer, so that nothing beside {@code data} is lost
   */
  record Reading(Figures figures, RawJson raw) implements TencentAnswer {}

  /**
   * Success, with {@code data} absent, null or empty: nothing is said about the hour.
   *
   * @param detail which of them
   */
  record NoFigures(String detail) implements TencentAnswer {}

  /**
   * An error, in either shape.
   *
   * @param code {@code result} or {@code ErrorCode}
   * @param message {@code errmsg} or {@code ErrorInfo}; empty where there is none
   */
  record Refusal(int code, String message) implements TencentAnswer {}

  /**
   * Not an answer anybody has documented.
   *
   * @param reason for the quarantine
   * @param detail what was wrong and where
   */
  record Garbled(RejectReason reason, String detail) implements TencentAnswer {}
}
