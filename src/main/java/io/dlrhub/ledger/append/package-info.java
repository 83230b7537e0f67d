/**
 * Appends, encoded and hashed on the thread of whoever hands them in, before an engine sees them.
 */
package io.dlrhub.ledger.append;
