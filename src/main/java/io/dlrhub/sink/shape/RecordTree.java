package io.dlrhub.sink.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A record's JSON as something one can pick from. */
final class RecordTree {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN_AT_THE_END = 4;
  private static final int HIDDEN = 4;

  private RecordTree() {}

  static ObjectNode of(byte[] json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of the ledger", e);
    }
  }

  /** Any JSON, and nothing behind it. */
  static JsonNode read(String json) throws JsonProcessingException {
    return MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(json);
  }

  /** The names of the fields that a record of any type has, as the published schema says. */
  static Set<String> fields() {
    try (InputStream schema = RecordTree.class.getResourceAsStream("/schema/record.schema.json")) {
      Set<String> fields = new TreeSet<>();
      for (JsonNode definition : MAPPER.readTree(schema).path("$defs")) {
        definition.path("properties").fieldNames().forEachRemaining(fields::add);
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException("the schema of the jar", e);
    }
  }

  static byte[] write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** Hides the middle of phone numbers: {@code 185****5678}. */
  static void mask(ObjectNode tree, Collection<String> fields) {
    for (String field : fields) {
      if (tree.path(field).isTextual()) {
        tree.put(field, masked(tree.get(field).textValue()));
      }
    }
  }

  private static String masked(String phone) {
    int end = phone.length() - SHOWN_AT_THE_END;
    return phone.length() < SHOWN_AT_THE_END + 2 * HIDDEN - 1
        ? "*".repeat(HIDDEN)
        : phone.substring(0, end - HIDDEN) + "*".repeat(HIDDEN) + phone.substring(end);
  }

  /** Keeps some fields, in that order. */
  static ObjectNode only(ObjectNode tree, List<String> fields) {
    ObjectNode some = MAPPER.createObjectNode();
    fields.forEach(
        field -> some.set(field, tree.path(field).isMissingNode() ? null : tree.get(field)));
    return some;
  }
}
