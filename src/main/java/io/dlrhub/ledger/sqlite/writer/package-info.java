/** The one thread that writes, the queue before it, and what others wait for after it. */
package io.dlrhub.ledger.sqlite.writer;
