/** Finds stored reports by id, message and phone, and tells what the ledger holds. */
package io.dlrhub.ledger.sqlite.search;
