/** What becomes of tracked messages, by rules that no database knows. */
package io.dlrhub.ledger.tracking;
