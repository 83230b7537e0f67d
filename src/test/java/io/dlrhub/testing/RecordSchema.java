package io.dlrhub.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;

/** The published JSON Schema of every record. */
public final class RecordSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(RecordSchema.class.getResourceAsStream("/schema/record.schema.json"));

  private RecordSchema() {}

  /**
   * That line.
   *
   * @throws AssertionError if the schema refuses it
   */
  public static String accepted(String line) {
    Set<ValidationMessage> problems;
    try {
      problems = SCHEMA.validate(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(problems + " in " + line);
    }
    return line;
  }
}
