package io.dlrhub.ledger;

import java.time.Instant;

/**
 * A code of failed reports for which no reason is known, or a result word that nobody has
 * documented.
 *
 * @param kind {@link #CODE} or {@link #STATUS}
 * @param code as the provider wrote it; empty for none
 * @param description of the newest such report; nullable
 * @param count reports with it
 * @param recordId of the newest of them
 */
public record UnmappedCode(
    String provider,
    String channel,
    String kind,
    String code,
    String description,
    long count,
    Instant firstAt,
    Instant lastAt,
    String recordId) {

  /** A code of failed reports. */
  public static final String CODE = "code";

  /** A result word; such a report is {@code unknown}. */
  public static final String STATUS = "status";
}
