package io.dlrhub.ledger;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresRetentionTest extends RetentionTest {

  /** Tables of parts that are gone. */
  @Override
  long leftovers() throws SQLException {
    return number("SELECT count(*) FROM pg_tables WHERE tablename IN ('record_1', 'record_2')");
  }
}
