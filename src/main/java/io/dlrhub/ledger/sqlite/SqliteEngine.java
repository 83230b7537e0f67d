package io.dlrhub.ledger.sqlite;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerEngine;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.MigrationSource;
import io.dlrhub.ledger.sqlite.file.SqliteCopy;
import io.dlrhub.ledger.sqlite.file.SqliteUrl;
import java.nio.file.Path;

/** Ledgers in SQLite files. */
public final class SqliteEngine implements LedgerEngine {

  @Override
  public String accepted() {
    return SqliteUrl.ACCEPTED;
  }

  @Override
  public boolean isMeant(String url) {
    return SqliteUrl.isMeant(url);
  }

  @Override
  public boolean accepts(String url) {
    return SqliteUrl.isAccepted(url);
  }

  @Override
  public void requireUsable(String url) {
    SqliteUrl.requireUsable(url);
  }

  @Override
  public void backup(LedgerOptions options, Path file) {
    SqliteCopy.make(options.url(), file);
  }

  @Override
  public void restore(LedgerOptions options, Path file) {
    SqliteCopy.putInPlace(options.url(), file);
  }

  @Override
  public MigrationSource source(LedgerOptions options) {
    return SqliteSource.open(options);
  }

  @Override
  public Ledger open(LedgerOptions options) {
    return SqliteLedger.open(options);
  }
}
