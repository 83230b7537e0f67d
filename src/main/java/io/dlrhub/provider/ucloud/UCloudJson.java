package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.BoundedJson;
import java.io.IOException;

/**
 * How we read UCloud's JSON: with the comments its documents show, no deeper than {@link
 * #MAX_DEPTH}, otherwise by the book.
 */
final class UCloudJson {

  /** Deeper nesting than this is no message of UCloud's; theirs have four levels. */
  static final int MAX_DEPTH = BoundedJson.MAX_DEPTH;

  /** Of answers, whose size is limited before they get here; what is in them cannot be refused. */
  static final BoundedJson ANSWERS = within(BodyLimits.UNREFUSED);

  private UCloudJson() {}

  /** The same within limits. */
  static BoundedJson within(BodyLimits limits) {
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    builder.enable(JsonReadFeature.ALLOW_JAVA_COMMENTS);
    return new BoundedJson(builder, limits);
  }

  /** A parser of bytes that are {@link Utf8#firstFault valid UTF-8}, with or without BOM. */
  static JsonParser parser(byte[] utf8) throws IOException {
    return ANSWERS.parser(utf8);
  }

  /**
   * The value the parser stands on as text; null for JSON null, and for an object or array, which
   * is skipped.
   */
  static String text(JsonParser json, JsonToken value) throws IOException {
    switch (value) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
        return json.getText();
      }
      case START_OBJECT, START_ARRAY -> {
        json.skipChildren();
        return null;
      }
      default -> {
        return null;
      }
    }
  }

  /** {@link #text} for a log: one line, 200 characters at most. */
  static String shortText(JsonParser json, JsonToken value) throws IOException {
    String text = text(json, value);
    if (text == null) {
      return null;
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** Where a parser stopped. Its own message is left out: it quotes the body, phones too. */
  static String where(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Index of the first byte of the token the parser stands on. */
  static int start(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  /** Index behind the last byte of the value the parser stands on, which is read to its end. */
  static int end(JsonParser json) throws IOException {
    json.finishToken();
    return (int) json.currentLocation().getByteOffset();
  }
}
