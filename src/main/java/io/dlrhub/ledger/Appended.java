package io.dlrhub.ledger;

import io.dlrhub.report.Record;
import java.util.List;

/**
 * What an append came to.
 *
 * @param stored the records that were new, as stored
 * @param duplicates how many were known already, or {@code unknown} after a final status
 */
public record Appended(List<Record> stored, int duplicates) {}
