package io.dlrhub.ledger;

import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresTrackingTest extends TrackingTest {

  /** No test here: it stops the writer of SQLite between two statements. */
  @Override
  void countsAReportThatSharesATransactionWithItsMessage() {}
}
