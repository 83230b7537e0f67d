package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of one request, from query, form or JSON, flattened; and for JSON with real arrays
 * also as the nested rule signs them (docs/protocol/ucloud.md).
 *
 * @param parameters {@code SessionNoSet.0} and so on
 * @param nested top-level names with their values run together; empty without a JSON body
 */
record UCloudRequest(Map<String, String> parameters, Map<String, String> nested) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static UCloudRequest read(String rawQuery, String contentType, byte[] body) throws ErrorAnswer {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> nested = new LinkedHashMap<>();
    decodeForm(rawQuery, parameters);
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("{") || contentType.contains("json")) {
      nested.putAll(parameters);
      readJson(text, parameters, nested);
    } else {
      decodeForm(text, parameters);
    }
    return new UCloudRequest(parameters, nested);
  }

  /** The value; null if it was not sent. */
  String get(String name) {
    return parameters.get(name);
  }

  /** The value, which must be there. */
  String need(String name) throws ErrorAnswer {
    String value = parameters.get(name);
    if (value == null || value.isEmpty()) {
      throw new ErrorAnswer(18001, "Missing params [" + name + "]");
    }
    return value;
  }

  /** {@code name.0}, {@code name.1}, … in the order of their numbers. */
  List<String> list(String name) {
    Map<Integer, String> values = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")
              && key.substring(name.length() + 1).matches("[0-9]{1,6}")) {
            values.put(Integer.parseInt(key.substring(name.length() + 1)), value);
          }
        });
    return new ArrayList<>(values.values());
  }

  private static void readJson(
      String text, Map<String, String> parameters, Map<String, String> nested) throws ErrorAnswer {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (!root.isObject()) {
        throw new ErrorAnswer(18000, "JSON is not an object");
      }
      root.fields()
          .forEachRemaining(
              field -> {
                flatten(field.getKey(), field.getValue(), parameters);
                if (!field.getValue().isNull()) {
                  nested.put(field.getKey(), runTogether(field.getValue()));
                }
              });
    } catch (IOException e) {
      throw new ErrorAnswer(18000, "JSON parse error");
    }
  }

  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(name + "." + i, value.get(i), into);
      }
    } else if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
    } else if (!value.isNull()) {
      into.put(name, scalar(value));
    }
  }

  /** Elements one after the other; fields of an object by name, name and value. */
  private static String runTogether(JsonNode value) {
    StringBuilder text = new StringBuilder();
    if (value.isArray()) {
      value.forEach(element -> text.append(runTogether(element)));
    } else if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
      sorted.forEach((name, field) -> text.append(name).append(runTogether(field)));
    } else if (!value.isNull()) {
      text.append(scalar(value));
    }
    return text.toString();
  }

  /** A number without exponent, and without a fraction of zeros. */
  private static String scalar(JsonNode value) {
    return value.isNumber() && !value.isIntegralNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static void decodeForm(String text, Map<String, String> into) throws ErrorAnswer {
    if (text == null || text.isBlank()) {
      return;
    }
    for (String pair : text.strip().split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      into.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
  }

  private static String decode(String text) throws ErrorAnswer {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ErrorAnswer(18002, "Malformed parameter");
    }
  }
}
