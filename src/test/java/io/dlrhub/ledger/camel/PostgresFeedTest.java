package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.OnPostgres;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresFeedTest extends FeedTest {}
