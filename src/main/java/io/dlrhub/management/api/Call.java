package io.dlrhub.management.api;

import io.dlrhub.ledger.Ledger;

/**
 * One request.
 *
 * @param path the variables of its path
 * @param given the parameters of its query, or the fields of its body
 * @param ledger the open ledger
 */
public record Call(Arguments path, Arguments given, Ledger ledger) {}
