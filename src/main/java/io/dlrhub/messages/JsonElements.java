package io.dlrhub.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dlrhub.memory.BodyLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** A JSON object, a JSON array, or JSON objects one after another (NDJSON). */
final class JsonElements implements Elements {

  static final int MAX_DEPTH = 32;

  private static final int LONGEST_TEXT = 1 << 18;

  /** For lists that are no body of a request. */
  static final BodyLimits UNLIMITED =
      new BodyLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  /** Bounds of one value, in characters and in depth. */
  static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxStringLength(LONGEST_TEXT)
          .maxNumberLength(100)
          .maxNameLength(1000)
          .maxNestingDepth(MAX_DEPTH)
          .build();

  private static final ObjectReader OF_LISTS = reader(BOUNDS);

  /** How long a value may be is said by limits there. */
  private static final ObjectReader OF_REQUESTS =
      reader(
          BOUNDS
              .rebuild()
              .maxNumberLength(Integer.MAX_VALUE)
              .maxStringLength(Integer.MAX_VALUE)
              .maxNameLength(Integer.MAX_VALUE)
              .build());

  /** A number keeps its digits: 18512345678.0 is a phone, 1.86E+10 is none any more. */
  private static ObjectReader reader(StreamReadConstraints bounds) {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build()
        .readerFor(JsonNode.class);
  }

  private final BoundedElements bounded;
  private final MappingIterator<JsonNode> elements;
  private long index = -1;
  private int line = 1;

  private JsonElements(JsonParser parser, BodyLimits limits) throws IOException {
    bounded = new BoundedElements(parser, limits);
    try {
      if (bounded.nextToken() == JsonToken.START_ARRAY) {
        bounded.clearCurrentToken();
      }
      elements = OF_LISTS.readValues(bounded);
    } catch (JsonProcessingException e) {
      throw notJson(0, e);
    }
  }

  /**
   * Reads bytes in UTF-8.
   *
   * @param limits past which {@link io.dlrhub.memory.OverLimit} is thrown
   */
  static JsonElements of(InputStream in, BodyLimits limits) throws IOException {
    return new JsonElements(OF_REQUESTS.getFactory().createParser(in), limits);
  }

  /** Reads characters. */
  static JsonElements of(Reader in) throws IOException {
    return new JsonElements(OF_LISTS.getFactory().createParser(in), UNLIMITED);
  }

  @Override
  public boolean hasNext() throws IOException {
    try {
      return elements.hasNextValue();
    } catch (JsonProcessingException e) {
      throw notJson(index + 1, e);
    }
  }

  @Override
  public JsonNode next() throws IOException {
    index++;
    try {
      bounded.nextElement();
      line = elements.getParser().currentTokenLocation().getLineNr();
      return elements.nextValue();
    } catch (JsonProcessingException e) {
      throw notJson(index, e);
    }
  }

  @Override
  public Place place() {
    return new At(Math.max(index, 0), line);
  }

  private record At(long index, int line) implements Place {
    @Override
    public BadMessage bad(String problem) {
      return new BadMessage("index " + index + ": " + problem + " (line " + line + ")");
    }

    @Override
    public BadMessage bad(Field field, String problem) {
      return bad(field.wireName() + " " + problem);
    }
  }

  private static BadMessage notJson(long index, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
    String why =
        e instanceof StreamConstraintsException
            ? "is too large, or has a value that is too long or too deep"
            : "not JSON";
    return new BadMessage("index " + index + ": " + why + where);
  }

  @Override
  public void close() throws IOException {
    elements.close();
  }
}
