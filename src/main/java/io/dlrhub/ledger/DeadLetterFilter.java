package io.dlrhub.ledger;

import java.time.Instant;

/**
 * Which dead letters; what is null does not matter.
 *
 * @param id one of them
 * @param sink the sink that refused them
 * @param reason a text their reason contains, upper or lower case
 * @param since dead letters from then on
 * @param until and before then
 */
public record DeadLetterFilter(Long id, String sink, String reason, Instant since, Instant until) {

  /** All of them. */
  public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null);

  /** That one. */
  public static DeadLetterFilter one(long id) {
    return new DeadLetterFilter(id, null, null, null, null);
  }

  /** All of a sink. */
  public static DeadLetterFilter of(String sink) {
    return new DeadLetterFilter(null, sink, null, null, null);
  }
}
