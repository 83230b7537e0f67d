package io.dlrhub.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Gives a CSV row the shape of the JSON form: {@code phones} becomes an array. */
final class CsvPhones {

  private CsvPhones() {}

  static JsonNode split(JsonNode row) {
    if (row instanceof ObjectNode object && object.path("phones").isTextual()) {
      ArrayNode phones = object.arrayNode();
      for (String phone : object.path("phones").asText().split(";")) {
        if (!phone.isBlank()) {
          phones.add(phone.strip());
        }
      }
      object.set("phones", phones);
    }
    return row;
  }
}
