/**
 * The promise, as an interface with its options, results and errors. Engines are found by the URL
 * of the ledger; the rules they share are in the packages beside, on values. See
 * docs/architecture.md.
 */
package io.dlrhub.ledger;
