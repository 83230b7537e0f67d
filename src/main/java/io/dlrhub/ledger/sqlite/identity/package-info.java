/**
 * Which records are there already: identities in generations, the newest in memory, older ones
 * sealed behind a filter.
 */
package io.dlrhub.ledger.sqlite.identity;
