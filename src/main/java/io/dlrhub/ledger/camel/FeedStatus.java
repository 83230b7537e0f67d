package io.dlrhub.ledger.camel;

import java.time.Instant;

/**
 * How a feed does.
 *
 * @param sink the sink's name
 * @param failures failed attempts since the last delivery
 * @param failingSince when the first of them was; nullable
 * @param problem what the last of them said; nullable
 */
public record FeedStatus(String sink, int failures, Instant failingSince, String problem) {}
