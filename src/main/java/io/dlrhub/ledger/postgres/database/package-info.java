/** Connections, transactions, the layout, the end of the log, leases. */
package io.dlrhub.ledger.postgres.database;
