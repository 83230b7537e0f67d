/** The database file: whose it is, its layout, connections to it and its write-ahead log. */
package io.dlrhub.ledger.sqlite.file;
