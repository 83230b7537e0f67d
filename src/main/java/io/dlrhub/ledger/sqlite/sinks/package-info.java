/** Sinks and their positions, replays and dead letters. */
package io.dlrhub.ledger.sqlite.sinks;
