package io.dlrhub.sink;

import io.dlrhub.report.Record;

/**
 * What a step made of a record on its way to a sink.
 *
 * @param record the record, from which a sink still takes identity and headers
 * @param line its new form
 * @param position where the record is in the log; {@link #NOWHERE} when it is not from the ledger
 */
public record Shaped(Record record, byte[] line, long position) {

  /** The position of a record that is not from the ledger. */
  public static final long NOWHERE = -1;

  /** Exchange property: the record, when the body of an exchange is the new form of just one. */
  public static final String RECORD = "dlrRecord";
}
