/** Reports by message and phone, what the ledger holds. */
package io.dlrhub.ledger.postgres.search;
