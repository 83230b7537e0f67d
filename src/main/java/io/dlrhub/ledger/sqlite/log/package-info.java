/** The log: rows of many records, compressed, and the readers of it. */
package io.dlrhub.ledger.sqlite.log;
