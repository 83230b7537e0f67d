package io.dlrhub.ledger;

import io.dlrhub.report.DeliveryStatus;
import java.time.Instant;

/**
 * What a sink is to have again.
 *
 * @param sink the sink
 * @param since records stored from then on
 * @param until and before then; null for now
 * @param account only those of that account; nullable
 * @param status only reports of that status; nullable
 * @param maxPerSecond most records a second; null for the pace of the sink
 */
public record ReplayOptions(
    String sink,
    Instant since,
    Instant until,
    String account,
    DeliveryStatus status,
    Integer maxPerSecond) {}
