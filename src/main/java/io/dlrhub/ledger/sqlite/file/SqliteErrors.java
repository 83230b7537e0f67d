package io.dlrhub.ledger.sqlite.file;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a failure of SQLite says about the file. */
public final class SqliteErrors {

  private static final int PRIMARY = 0xff;
  private static final int TOO_BIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;

  private SqliteErrors() {}

  /**
   * Whether the connection must not be used further: any error but those that the data of one
   * statement causes. When in doubt, yes: reading everything anew is safe.
   */
  public static boolean isOfTheFile(Throwable failure) {
    if (failure instanceof SQLiteException sqlite) {
      int code = sqlite.getResultCode().code & PRIMARY;
      return code != TOO_BIG && code != CONSTRAINT && code != MISMATCH;
    }
    return failure instanceof SQLException;
  }
}
