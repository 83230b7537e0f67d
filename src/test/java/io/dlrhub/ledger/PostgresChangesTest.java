package io.dlrhub.ledger;

import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresChangesTest extends ChangesTest {}
