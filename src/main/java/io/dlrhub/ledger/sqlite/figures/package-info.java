/** Sums that are kept as reports arrive, exact through duplicates, late statuses and restarts. */
package io.dlrhub.ledger.sqlite.figures;
