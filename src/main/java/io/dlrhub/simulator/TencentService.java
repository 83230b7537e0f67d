package io.dlrhub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.provider.tencent.TencentSignature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Set;

/** Answers {@code pullcallbackstatus} as the v5 service does (docs/protocol/tencent.md). */
final class TencentService {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String PATH = "/v5/tlssmssvr/pullcallbackstatus";
  private static final long CLOCK_TOLERANCE_SECONDS = 600;

  private final String sdkAppId;
  private final String appKey;
  private final Clock clock;
  private final HourlyFigures figures;

  TencentService(String sdkAppId, String appKey, Clock clock, HourlyFigures figures) {
    this.sdkAppId = sdkAppId;
    this.appKey = appKey;
    this.clock = clock;
    this.figures = figures;
  }

  /**
   * A request, reduced to what counts.
   *
   * @param sdkAppId of the URL; null if it is not there
   * @param random of the URL; null if it is not there
   */
  record Request(String method, String path, String sdkAppId, String random, byte[] body) {}

  /** The body of the answer; every answer of this service is HTTP 200. */
  ObjectNode answer(Request request, Set<TencentFault> faults) {
    try {
      for (TencentFault fault : faults) {
        if (fault.refusal() != null) {
          throw fault.refusal();
        }
      }
      return success(checked(request), faults);
    } catch (ErrorAnswer refusal) {
      return refused(refusal);
    }
  }

  /** The gateway looks first, then the service; each has its own shape of an error. */
  private JsonNode checked(Request request) throws ErrorAnswer {
    if (!request.method().equals("POST") || request.random() == null) {
      throw new ErrorAnswer(60002, "HTTP parse error");
    }
    if (!request.path().equals(PATH)) {
      throw new ErrorAnswer(60009, "Bad resource or URL");
    }
    if (request.sdkAppId() == null || request.sdkAppId().isEmpty()) {
      throw new ErrorAnswer(60012, "Missing sdkappid");
    }
    if (!request.sdkAppId().matches("[0-9]+")) {
      throw new ErrorAnswer(60006, "Invalid sdkappid");
    }
    JsonNode body = parsed(request.body());
    if (!request.sdkAppId().equals(sdkAppId)) {
      throw new ErrorAnswer(1019, "sdkappid not exist");
    }
    checkSignature(request, body);
    return body;
  }

  private void checkSignature(Request request, JsonNode body) throws ErrorAnswer {
    JsonNode sig = body.path("sig");
    if (sig.isMissingNode() || sig.isNull() || sig.asText().isEmpty()) {
      throw new ErrorAnswer(1003, "sig is empty");
    }
    if (!sig.isTextual() || !body.path("time").isIntegralNumber()) {
      throw new ErrorAnswer(1004, "package format error, json type mismatch");
    }
    long time = body.path("time").longValue();
    if (!sig.asText().equals(TencentSignature.sign(appKey, request.random(), time))) {
      throw new ErrorAnswer(1001, "sig verify fail");
    }
    if (Math.abs(clock.instant().getEpochSecond() - time) > CLOCK_TOLERANCE_SECONDS) {
      throw new ErrorAnswer(1021, "time is not in 10 minutes");
    }
  }

  private static JsonNode parsed(byte[] body) throws ErrorAnswer {
    try {
      JsonNode tree = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new ErrorAnswer(60003, "JSON parse error");
    }
    throw new ErrorAnswer(60003, "JSON parse error");
  }

  private ObjectNode success(JsonNode body, Set<TencentFault> faults) throws ErrorAnswer {
    long first = hour(body.path("begin_date"));
    long last = hour(body.path("end_date"));
    if (last < first) {
      throw new ErrorAnswer(1004, "end_date before begin_date");
    }
    ObjectNode answer = MAPPER.createObjectNode();
    if (faults.contains(TencentFault.RESULT_AS_STRING)) {
      answer.put("result", "0");
    } else {
      answer.put("result", 0);
    }
    answer.put("errmsg", faults.contains(TencentFault.LOWER_CASE_OK) ? "ok" : "OK");
    if (faults.contains(TencentFault.DATA_NULL)) {
      answer.putNull("data");
    } else {
      writeFigures(answer.putObject("data"), figures.sum(first, last));
    }
    if (faults.contains(TencentFault.EXTRA_FIELD)) {
      answer.put("ext", "");
    }
    return answer;
  }

  private static long hour(JsonNode value) throws ErrorAnswer {
    if (!value.isIntegralNumber()) {
      throw new ErrorAnswer(1004, "package format error, json type mismatch");
    }
    try {
      LocalDateTime.parse(value.asText(), HourlyFigures.HOUR);
    } catch (DateTimeException e) {
      throw new ErrorAnswer(1004, "package format error, not yyyymmddhh");
    }
    return value.longValue();
  }

  private static void writeFigures(ObjectNode data, HourlyFigures.Figures sum) {
    data.put("success", sum.success());
    data.put("status", sum.status());
    data.put("status_success", sum.delivered());
    data.put("status_fail", sum.failed());
    for (int i = 0; i < sum.buckets().length; i++) {
      data.put("status_fail_" + i, sum.buckets()[i]);
    }
  }

  private static ObjectNode refused(ErrorAnswer refusal) {
    ObjectNode answer = MAPPER.createObjectNode();
    if (refusal.code() >= 60000) {
      answer.put("ActionStatus", "FAIL");
      answer.put("ErrorInfo", refusal.getMessage());
      answer.put("ErrorCode", refusal.code());
    } else {
      answer.put("result", refusal.code());
      answer.put("errmsg", refusal.getMessage());
    }
    return answer;
  }
}
