package io.dlrhub.sink.shape;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.report.Record;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record as JSON of any shape, by a template: JSON in which each text that begins with {@code $.}
 * stands for what that path finds in the record, with its type; null where there is nothing.
 *
 * <p>Paths are those of JSONPath that name one place: {@code $.raw.ReceiptDesc}, {@code
 * $.raw.List[0]}. What is put in is a value, never part of the JSON's text, so quotes in a
 * description cannot break it.
 */
public final class TemplateShape extends Shape {

  private static final Pattern STEP = Pattern.compile("\\.([^\\s.\\[\\]()'\"*?@]+)|\\[(\\d{1,9})]");

  private JsonNode template;

  @Override
  byte[] line(Record record, byte[] json) {
    return RecordTree.write(filled(template, RecordTree.of(json)));
  }

  private static JsonNode filled(JsonNode part, ObjectNode record) {
    if (part instanceof ObjectNode object) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(field -> filled.set(field.getKey(), filled(field.getValue(), record)));
      return filled;
    }
    if (part instanceof ArrayNode array) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> filled.add(filled(element, record)));
      return filled;
    }
    if (!isPath(part)) {
      return part;
    }
    JsonNode found = record.at(pointer(part.textValue()));
    return found.isMissingNode() ? NullNode.instance : found;
  }

  private static boolean isPath(JsonNode part) {
    return part.isTextual() && part.textValue().startsWith("$");
  }

  private static JsonPointer pointer(String path) {
    JsonPointer pointer = JsonPointer.empty();
    Matcher step = STEP.matcher(path);
    int end = 1;
    while (end < path.length()) {
      if (!step.find(end) || step.start() != end) {
        throw new IllegalArgumentException(
            "template holds " + path + "; accepted is a path such as $.phone or $.raw.List[0]");
      }
      pointer =
          step.group(1) == null
              ? pointer.appendIndex(Integer.parseInt(step.group(2)))
              : pointer.appendProperty(step.group(1));
      end = step.end();
    }
    return pointer;
  }

  /** Refuses at start what would be null in every record. */
  private static void check(JsonNode part) {
    part.forEach(TemplateShape::check);
    if (isPath(part)) {
      JsonPointer pointer = pointer(part.textValue());
      if (pointer.matches() || !RecordTree.fields().contains(pointer.getMatchingProperty())) {
        throw new IllegalArgumentException(
            "template holds "
                + part.textValue()
                + "; accepted is a path that begins with one of $."
                + String.join(", $.", RecordTree.fields()));
      }
    }
  }

  /**
   * The template. Required.
   *
   * @throws IllegalArgumentException if it is not JSON, or a text in it begins with {@code $} and
   *     is no path into a record
   */
  public void setTemplate(String value) {
    try {
      template = RecordTree.read(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("template is not JSON: " + e.getOriginalMessage(), e);
    }
    if (template.isMissingNode()) {
      throw new IllegalArgumentException("template is not JSON but empty");
    }
    check(template);
  }
}
