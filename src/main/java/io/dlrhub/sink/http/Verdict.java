package io.dlrhub.sink.http;

/** What an answer says about a delivery; docs/sinks.md has the table. */
enum Verdict {
  /** Taken. */
  DELIVERED,
  /** Would mean taken, but only of a lone record: of which of several it is said is not known. */
  BATCH,
  /** The far end has trouble; the same request may pass later. */
  FAR_END,
  /** The request will never pass; something is wrong with a record in it. */
  RECORD,
  /** The request will not pass until an operator has changed something. */
  ENDPOINT;

  /**
   * Judges an answer.
   *
   * @param delivered which answers mean taken; those other than 2xx of a lone record only
   * @param refused which answers blame a record
   * @param alone whether the request had one record
   */
  static Verdict of(int status, AnswerCodes delivered, AnswerCodes refused, boolean alone) {
    if (delivered.has(status)) {
      return alone || status / 100 == 2 ? DELIVERED : BATCH;
    }
    if (refused.has(status)) {
      return RECORD;
    }
    return switch (status) {
      case 408, 425, 429 -> FAR_END;
      default -> status >= 500 ? FAR_END : ENDPOINT;
    };
  }
}
