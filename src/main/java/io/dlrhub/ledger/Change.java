package io.dlrhub.ledger;

import java.time.Instant;

/**
 * Something that was changed by API, page or command line.
 *
 * @param id its number; 0 before it has one
 * @param at when it was asked for
 * @param call method and path of the API
 * @param detail the fields of its body as JSON; nullable
 * @param sender address it came from
 * @param client {@code api}, {@code page} or {@code command}, as the sender says
 * @param role what its token may do: {@code all}, or {@code none} where none is set
 * @param status HTTP status of the answer; null while it is being done, or when the process ended
 *     meanwhile
 */
public record Change(
    long id,
    Instant at,
    String call,
    String detail,
    String sender,
    String client,
    String role,
    Integer status) {}
