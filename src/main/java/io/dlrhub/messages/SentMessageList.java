package io.dlrhub.messages;

import io.dlrhub.report.SentMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A list of sent messages, read one at a time; memory stays the same however long it is. Made by
 * {@link SentMessageLists}.
 */
public final class SentMessageList implements Iterator<SentMessage>, Closeable {

  private final Elements elements;
  private final SentMessageFields fields;

  SentMessageList(Elements elements, SentMessageFields fields) {
    this.elements = elements;
    this.fields = fields;
  }

  /**
   * Whether there is another.
   *
   * @throws BadMessage if what follows cannot be read, or if the list ended in the middle
   */
  @Override
  public boolean hasNext() {
    try {
      return elements.hasNext();
    } catch (IOException e) {
      throw notReadable(e);
    }
  }

  /**
   * The next one.
   *
   * @throws BadMessage naming the place of an element that cannot be taken
   */
  @Override
  public SentMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return fields.read(elements.next(), elements.place());
    } catch (IOException e) {
      throw notReadable(e);
    }
  }

  /** Bytes that are no text are the list's fault; a disk that cannot be read is not. */
  private RuntimeException notReadable(IOException e) {
    return e instanceof CharacterCodingException
        ? elements.place().bad("or what follows it is not text in the charset of the list")
        : new UncheckedIOException(e);
  }

  /** Names, printable, of fields nobody knows that were met so far. */
  public Set<String> unknownFields() {
    return fields.unknown();
  }

  @Override
  public void close() throws IOException {
    elements.close();
  }
}
