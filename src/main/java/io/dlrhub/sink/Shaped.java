package io.dlrhub.sink;

import io.dlrhub.report.Record;

/**
 * What a step made of a record on its way to a sink.
 *
 * @param record the record, from which a sink still takes identity and headers
 * @param line its new form
 */
public record Shaped(Record record, byte[] line) {

  /** Exchange property: the record, when the body of an exchange is the new form of just one. */
  public static final String RECORD = "dlrRecord";
}
