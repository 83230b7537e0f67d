package io.dlrhub.report;

import java.time.Instant;

/**
 * One line of the stream: a delivery report or a figure of delivery statistics.
 *
 * <p>The JSON form is fixed by {@code schema/record.schema.json}; {@link RecordJson} writes and
 * reads it.
 */
public sealed interface Record permits DeliveryReport, DeliveryStatistics {

  /** Stable identity; equal for the same report however often and by whatever way it arrives. */
  RecordId id();

  /** {@code delivery-report} or {@code delivery-statistics}. */
  String type();

  /** The provider's lower-case name: {@code ucloud}, {@code tencent}. */
  String provider();

  /** Our name for the account at the provider. */
  String account();

  /** When it reached us, UTC. */
  Instant receivedAt();

  /** The provider's element as received, without insignificant white space. */
  RawJson raw();
}
