package io.dlrhub.ledger;

import io.dlrhub.report.Channel;

/**
 * Whose tracked messages are asked for.
 *
 * @param provider the provider's lower-case name
 * @param account our name for the account
 * @param channel text or video
 */
public record DueQuery(String provider, String account, Channel channel) {}
