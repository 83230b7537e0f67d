package io.dlrhub.management.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of requests and answers. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * A time as records have them: RFC 3339, UTC, milliseconds where there are any; null for null.
   */
  public static String time(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * What is wrong, as {@code application/problem+json} (RFC 9457) has it; {@code code} and {@code
   * message} say the same to who reads those.
   */
  public static byte[] error(int status, String message) {
    return bytes(
        object()
            .put("code", status)
            .put("message", message)
            .put("status", status)
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("detail", message));
  }

  /** A JSON file beside a class. */
  static JsonNode resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  /**
   * The fields of a JSON object whose values are texts, numbers or flags; those that are null count
   * as not given.
   *
   * @throws ApiError 400 if it is something else
   */
  static Map<String, String> fields(byte[] body) {
    Map<String, String> fields = new TreeMap<>();
    JsonNode json = read(body);
    for (Iterator<Map.Entry<String, JsonNode>> all = json.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> field = all.next();
      if (field.getValue().isContainerNode()) {
        throw new ApiError(
            400, "field " + field.getKey() + " is not a string, a number, true or false");
      }
      if (!field.getValue().isNull()) {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    return fields;
  }

  private static JsonNode read(byte[] body) {
    try {
      JsonNode json = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new ApiError(400, "the body is not JSON: " + e.getOriginalMessage());
    }
    throw new ApiError(400, "the body is not a JSON object");
  }
}
