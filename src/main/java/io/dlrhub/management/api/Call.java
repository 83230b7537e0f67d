package io.dlrhub.management.api;

import io.dlrhub.ledger.Ledger;

/**
 * One request.
 *
 * @param path the variables of its path
 * @param given the parameters of its query, or the fields of its body
 * @param ledger the open ledger
 * @param role what the caller may do: {@code all}, {@code read}, or {@code none} where no token is
 *     set
 */
public record Call(Arguments path, Arguments given, Ledger ledger, String role) {}
