/** Which reports are new: rules on values, whatever keeps the identities. */
package io.dlrhub.ledger.identity;
