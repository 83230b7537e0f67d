package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerEngine;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.MigrationTarget;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.ledger.postgres.database.PostgresUrl;
import io.dlrhub.ledger.postgres.database.ServerLook;
import java.nio.file.Path;
import java.util.List;

/** Ledgers in PostgreSQL, which several instances share. */
public final class PostgresEngine implements LedgerEngine {

  @Override
  public String accepted() {
    return PostgresUrl.ACCEPTED;
  }

  @Override
  public boolean isMeant(String url) {
    return PostgresUrl.isMeant(url);
  }

  @Override
  public boolean accepts(String url) {
    return PostgresUrl.isAccepted(url);
  }

  @Override
  public void requireUsable(String url) {
    if (!accepts(url)) {
      throw new UnusableLedger(
          "ledger url '"
              + PostgresUrl.shown(url)
              + "' names no database; accepted is "
              + PostgresUrl.ACCEPTED);
    }
  }

  @Override
  public List<String> look(LedgerOptions options) {
    return ServerLook.at(options);
  }

  @Override
  public void backup(LedgerOptions options, Path file) {
    throw new UnusableLedger(
        "a ledger on PostgreSQL is copied with pg_dump, while it runs: pg_dump -Fc -f FILE DATABASE");
  }

  @Override
  public void restore(LedgerOptions options, Path file) {
    throw new UnusableLedger(
        "a ledger on PostgreSQL is restored with pg_restore into an empty database: pg_restore -d"
            + " DATABASE FILE");
  }

  @Override
  public MigrationTarget target(LedgerOptions options) {
    return new PostgresTarget(options, PostgresLedger.PART_RECORDS);
  }

  @Override
  public Ledger open(LedgerOptions options) {
    requireUsable(options.url());
    return PostgresLedger.open(options);
  }
}
