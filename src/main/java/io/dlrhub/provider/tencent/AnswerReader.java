package io.dlrhub.provider.tencent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dlrhub.provider.tencent.TencentAnswer.Garbled;
import io.dlrhub.provider.tencent.TencentAnswer.NoFigures;
import io.dlrhub.provider.tencent.TencentAnswer.Reading;
import io.dlrhub.provider.tencent.TencentAnswer.Refusal;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.FailureReason;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.RejectReason;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads an answer as tolerantly as the official SDKs (docs/protocol/tencent.md): numbers may be
 * texts, {@code errmsg} and {@code data} may be absent, unknown fields are left alone, and an error
 * comes as {@code result} and {@code errmsg} or as {@code ActionStatus}, {@code ErrorInfo} and
 * {@code ErrorCode}.
 *
 * <p>A figure is never made up: a count that is missing or no count makes the answer garbled. Only
 * a missing {@code status_fail_n} is 0.
 */
final class AnswerReader {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private AnswerReader() {}

  /** Reads a body; never throws. */
  static TencentAnswer read(byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      if (!answer.isObject()) {
        String what = answer.isMissingNode() ? "empty" : answer.getNodeType().toString();
        return new Garbled(RejectReason.NOT_AN_OBJECT, "the answer is " + what + ", not an object");
      }
      return read(answer);
    } catch (GarbledException e) {
      return new Garbled(e.reason, e.getMessage());
    } catch (JsonProcessingException e) {
      return new Garbled(RejectReason.NOT_JSON, e.getOriginalMessage());
    } catch (IOException e) {
      return new Garbled(RejectReason.NOT_JSON, e.getMessage());
    }
  }

  private static TencentAnswer read(JsonNode answer) throws GarbledException {
    Refusal refusal = refusal(answer, "result", "errmsg");
    if (refusal == null) {
      refusal = refusal(answer, "ErrorCode", "ErrorInfo");
    }
    if (refusal != null) {
      return refusal;
    }
    if (!answer.hasNonNull("result")) {
      throw new GarbledException(
          RejectReason.NO_RESULT, "neither result nor an ErrorCode is there");
    }
    JsonNode data = answer.path("data");
    if (data.isMissingNode() || data.isNull() || (data.isContainerNode() && data.isEmpty())) {
      return new NoFigures("data is " + (data.isMissingNode() ? "missing" : data.toString()));
    }
    if (!data.isObject()) {
      throw new GarbledException(
          RejectReason.BAD_DATA, "data is " + data.getNodeType() + ", not an object");
    }
    return new Reading(figures(data), RawJson.of(answer.toString()));
  }

  private static Figures figures(JsonNode data) throws GarbledException {
    Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
    for (int bucket = 0; bucket < DeliveryStatistics.REASONS.length; bucket++) {
      String name = "status_fail_" + bucket;
      boolean said = data.hasNonNull(name);
      failures.put(DeliveryStatistics.REASONS[bucket], said ? count(data, name) : 0L);
    }
    return new Figures(
        count(data, "success"),
        count(data, "status"),
        count(data, "status_success"),
        count(data, "status_fail"),
        failures);
  }

  private static long count(JsonNode data, String name) throws GarbledException {
    if (!data.hasNonNull(name)) {
      throw new GarbledException(RejectReason.NO_FIGURE, "data." + name + " is missing");
    }
    long count = number(data.get(name), "data." + name, RejectReason.BAD_FIGURE);
    if (count < 0) {
      throw new GarbledException(
          RejectReason.BAD_FIGURE, "data." + name + " is " + count + ", below 0");
    }
    return count;
  }

  /** The error of one of the two shapes; null if its code is absent or 0. */
  private static Refusal refusal(JsonNode answer, String code, String message)
      throws GarbledException {
    if (!answer.hasNonNull(code)) {
      return null;
    }
    long number = number(answer.get(code), code, RejectReason.BAD_RESULT);
    if (number != (int) number) {
      throw new GarbledException(
          RejectReason.BAD_RESULT, code + " is " + number + ", not an error code");
    }
    return number == 0 ? null : new Refusal((int) number, answer.path(message).asText(""));
  }

  private static long number(JsonNode value, String name, RejectReason reason)
      throws GarbledException {
    try {
      if (value.isNumber()) {
        return value.decimalValue().longValueExact();
      }
      if (value.isTextual()) {
        return Long.parseLong(value.textValue().strip());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below, with the value
    }
    throw notANumber(value, name, reason);
  }

  private static GarbledException notANumber(JsonNode value, String name, RejectReason reason) {
    String text = value.toString();
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new GarbledException(reason, name + " is " + shown + ", not a whole number");
  }

  /** Ends the reading where it cannot go on. */
  private static final class GarbledException extends Exception {
    private static final long serialVersionUID = 1;
    private final RejectReason reason;

    GarbledException(RejectReason reason, String detail) {
      super(detail);
      this.reason = reason;
    }
  }
}
