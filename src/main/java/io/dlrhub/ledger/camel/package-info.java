/** The component {@code ledger}: append, track, due and feed. See docs/embedding.md. */
package io.dlrhub.ledger.camel;
