/** What could not be understood: rejected bytes, and failure codes without a reason. */
package io.dlrhub.ledger.postgres.quarantine;
