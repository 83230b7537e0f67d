package io.dlrhub.messages;

/** Where in a list an element stands, for those who have to mend it. */
interface Place {

  /** Of the element as a whole. */
  BadMessage bad(String problem);

  /**
   * Of one of its fields.
   *
   * @param field as {@link Field#wireName()} has it
   * @param problem goes on after the field's name
   */
  BadMessage bad(Field field, String problem);
}
