/** The log: a row a record, in parts that go as a whole. */
package io.dlrhub.ledger.postgres.log;
