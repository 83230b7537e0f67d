/** Sums of what was sent, reported and told, by hour and account; no database is known here. */
package io.dlrhub.ledger.reconciliation;
