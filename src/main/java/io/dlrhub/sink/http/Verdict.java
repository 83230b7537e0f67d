package io.dlrhub.sink.http;

/** What an answer says about a delivery (contract, section 5). */
enum Verdict {
  /** Any 2xx. */
  DELIVERED,
  /** The far end has trouble; the same request may pass later. */
  FAR_END,
  /** The request will never pass; something is wrong with a record in it. */
  RECORD,
  /** The request will not pass until an operator has changed something. */
  ENDPOINT;

  static Verdict of(int status) {
    if (status >= 200 && status < 300) {
      return DELIVERED;
    }
    return switch (status) {
      case 400, 413, 422 -> RECORD;
      case 408, 425, 429 -> FAR_END;
      default -> status >= 500 ? FAR_END : ENDPOINT;
    };
  }
}
