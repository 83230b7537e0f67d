package io.dlrhub.ledger.tracking;

import io.dlrhub.report.RawJson;

/**
 * A phone of a tracked message of which nothing came.
 *
 * @param phone as it was told; null for a message tracked without phones
 * @param reference the sender's reference; nullable
 * @param raw the element that told it
 */
public record SilentPhone(String phone, String reference, RawJson raw) {}
