package io.dlrhub.messages;

/**
 * An element of a list of sent messages that cannot be taken; the message names its place, the
 * field and what is accepted, in one line of printable characters.
 */
public final class BadMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadMessage(String text) {
    super(text);
  }
}
