/** Sinks and their positions, replays and dead letters; one instance at a time feeds a sink. */
package io.dlrhub.ledger.postgres.sinks;
