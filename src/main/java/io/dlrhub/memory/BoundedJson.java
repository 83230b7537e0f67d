package io.dlrhub.memory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Walks JSON within {@link BodyLimits}, holding one value of it at a time. */
public final class BoundedJson {

  /** Deeper nesting than this is no message of anybody's; theirs have four levels. */
  public static final int MAX_DEPTH = 64;

  private final BodyLimits limits;
  private final JsonFactory factory;

  /**
   * @param builder with what else of the parser is wanted
   */
  public BoundedJson(JsonFactoryBuilder builder, BodyLimits limits) {
    this.limits = limits;
    // A name interned would stay for ever, and a flood of new ones would fill the table.
    this.factory =
        builder
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(limits.text())
                    .maxStringLength(limits.text())
                    .build())
            .build();
  }

  public BodyLimits limits() {
    return limits;
  }

  /** A parser of valid UTF-8. */
  public JsonParser parser(byte[] utf8) throws IOException {
    return factory.createParser(utf8);
  }

  /**
   * Reads over the value the parser stands on.
   *
   * @return how many values are in it, itself included
   */
  public int skip(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null || !token.isStructStart()) {
      scalar(json, token);
      return 1;
    }
    int values = 1;
    int depth = 1;
    int[] keys = new int[MAX_DEPTH + 2];
    while (depth > 0) {
      token = json.nextToken();
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          keys[++depth] = 0;
          values++;
        }
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> limits.keys(++keys[depth]);
        default -> {
          scalar(json, token);
          values++;
        }
      }
    }
    return values;
  }

  /** Reads the rest of the text or number the parser stands on, and checks how long it is. */
  public void scalar(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      limits.digits(json.getTextLength());
    } else if (token == JsonToken.VALUE_STRING) {
      json.finishToken();
    }
  }

  /**
   * Whether it was for its depth that the parser's limits stopped it; else it was for a text or
   * key.
   */
  public static boolean isTooDeep(JsonParser json) {
    return json.getParsingContext().getNestingDepth() > MAX_DEPTH;
  }
}
