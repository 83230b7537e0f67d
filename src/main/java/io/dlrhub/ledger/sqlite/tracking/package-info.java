/** Tracked messages, and pulls whose answers never came. */
package io.dlrhub.ledger.sqlite.tracking;
