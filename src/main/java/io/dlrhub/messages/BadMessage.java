package io.dlrhub.messages;

/** An element of a list of sent messages that cannot be taken; the message names its index. */
public final class BadMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param index place in the list, from 0
   * @param problem the field, its value and what is accepted
   */
  public BadMessage(long index, String problem) {
    super("index " + index + ": " + problem);
  }
}
