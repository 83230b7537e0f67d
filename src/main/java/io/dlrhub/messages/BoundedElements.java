package io.dlrhub.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
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

  BoundedElements(JsonParser parser) {
    super(parser);
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
    return super.nextToken();
  }

  @Override
  public String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
  }

  private long place() {
    return Math.max(currentLocation().getByteOffset(), currentLocation().getCharOffset());
  }
}
