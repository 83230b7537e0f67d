/** Reads the log and the tracked messages for a reconciliation. */
package io.dlrhub.ledger.postgres.reconciliation;
