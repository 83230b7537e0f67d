package io.dlrhub.report;

import java.time.Instant;

/**
 * A pull whose answer may have been produced, and so deleted at the provider, without reaching us.
 *
 * @param provider whose interface
 * @param account which account of ours
 * @param action the provider's name of the call: {@code PullUSMSReport}
 * @param startedAt when the request was about to be sent
 * @param cause what went wrong, for a person
 */
public record InDoubt(
    String provider, String account, String action, Instant startedAt, String cause) {

  /** Name of the exchange property that carries one beside an empty list of records. */
  public static final String PROPERTY = "dlrInDoubt";
}
