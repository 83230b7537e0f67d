/**
 * The ledger over an SQLite file: opens it, puts the rooms beside it together, and is the only one
 * to hold all of them.
 */
package io.dlrhub.ledger.sqlite;
