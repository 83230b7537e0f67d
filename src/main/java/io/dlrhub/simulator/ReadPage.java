package io.dlrhub.simulator;

import java.time.Instant;

/**
 * A page of {@code PullUSMSReport} that was read and thereby deleted.
 *
 * @param number counts the pages of one simulator from 1
 * @param account public key of the account
 * @param reports how many reports it had
 * @param whole it left to the last byte
 * @param at when
 */
public record ReadPage(int number, String account, int reports, boolean whole, Instant at) {}
