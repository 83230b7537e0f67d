/** The ledger in PostgreSQL, shared by several instances; the rooms below hold the SQL. */
package io.dlrhub.ledger.postgres;
