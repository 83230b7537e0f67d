/** What was changed by API, page or command line. */
package io.dlrhub.ledger.sqlite.audit;
