/** Tracked messages, pulls under way and in doubt. */
package io.dlrhub.ledger.postgres.tracking;
