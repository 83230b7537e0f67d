package io.dlrhub.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** JSON arrays, read by somebody else than who wrote them. */
public final class JsonArrays {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonArrays() {}

  /** The elements as JSON text. */
  public static List<String> elements(String array) {
    try {
      JsonNode node = MAPPER.readTree(array);
      if (!node.isArray()) {
        throw new AssertionError("not an array: " + array);
      }
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(element.toString()));
      return elements;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + array, e);
    }
  }
}
