package io.dlrhub.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.dlrhub.memory.BodyLimits;
import java.io.IOException;

/** Refuses an element that is larger than any message is, before memory holds it. */
final class BoundedElements extends JsonParserDelegate {

  /** A message to 50,000 phones has as many. */
  private static final int MOST_TOKENS = 60_000;

  private static final long MOST_CHARACTERS = 4L << 20;

  /** The place in the text is looked at as often. */
  private static final int TOKENS_A_LOOK = 32;

  private int tokens;
  private long start;

  /** How many keys each object has that is open, the outermost first. */
  private final int[] keys = new int[JsonElements.MAX_DEPTH + 2];

  private final BodyLimits limits;

  BoundedElements(JsonParser parser, BodyLimits limits) {
    super(parser);
    this.limits = limits;
  }

  /** Begins with the next element. */
  void nextElement() {
    tokens = 0;
    start = place();
  }

  @Override
  public JsonToken nextToken() throws IOException {
    tokens++;
    if (tokens > MOST_TOKENS || tokens % TOKENS_A_LOOK == 0 && place() - start > MOST_CHARACTERS) {
      throw new StreamConstraintsException("the element is too large", currentLocation());
    }
    JsonToken token = super.nextToken();
    if (token == JsonToken.START_OBJECT) {
      keys[getParsingContext().getNestingDepth()] = 0;
    } else if (token == JsonToken.FIELD_NAME) {
      limits.keys(++keys[getParsingContext().getNestingDepth()]);
      text(currentName().length());
    } else if (token != null && token.isNumeric()) {
      limits.digits(getTextLength());
    } else if (token == JsonToken.VALUE_STRING) {
      text(getTextLength());
    }
    return token;
  }

  private void text(int length) {
    if (length > limits.text()) {
      throw limits.textTooLong();
    }
  }

  @Override
  public String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
  }

  private long place() {
    return Math.max(currentLocation().getByteOffset(), currentLocation().getCharOffset());
  }
}
