package io.dlrhub.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The JSON that every answer of the intake is. */
final class Answers {

  static final String CONTENT_TYPE = "application/json";
  static final byte[] OK = "{\"code\":0,\"message\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

  private static final Map<Refusal, byte[]> REFUSALS = new EnumMap<>(Refusal.class);

  static {
    for (Refusal refusal : Refusal.values()) {
      REFUSALS.put(refusal, json(refusal.status(), refusal.message()));
    }
  }

  private Answers() {}

  /** Treat as immutable. */
  static byte[] of(Refusal refusal) {
    return REFUSALS.get(refusal);
  }

  static byte[] json(int code, String message) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(message));
    return ("{\"code\":" + code + ",\"message\":\"" + escaped + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
