package io.dlrhub.ledger;

import java.time.Instant;

/**
 * A record that a sink refused for good, with its own copy of it.
 *
 * @param id its number
 * @param sink the sink that refused it
 * @param position where the record lies, or lay, in the log
 * @param line the record's JSON on one line
 * @param reason why it was refused, for a person; of the last time
 * @param attempts how often it was tried in all
 * @param firstAt when it became a dead letter
 * @param lastAt when it was refused the last time
 * @param retrying whether it is waiting to go to its sink again
 */
public record DeadLetter(
    long id,
    String sink,
    long position,
    byte[] line,
    String reason,
    int attempts,
    Instant firstAt,
    Instant lastAt,
    boolean retrying) {}
