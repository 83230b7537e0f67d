package io.dlrhub.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;

/** The elements of a list in one of its forms, one at a time. */
interface Elements extends Closeable {

  /**
   * Whether there is another.
   *
   * @throws BadMessage if what follows cannot be read
   */
  boolean hasNext() throws IOException;

  /** The next, as an object with the fields of the JSON form; {@link #place} is then its place. */
  JsonNode next() throws IOException;

  /** Where the element handed out last stands; before the first, where that would. */
  Place place();
}
