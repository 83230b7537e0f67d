package io.dlrhub.ledger.postgres;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.append.RepeatCounts;
import io.dlrhub.ledger.postgres.log.WindowTable;
import io.dlrhub.ledger.postgres.tracking.IntentTable;
import io.dlrhub.ledger.postgres.tracking.TrackingRows;

/** The tables that an append writes to beside the log. */
record PostgresState(
    LedgerOptions options,
    TrackingRows tracking,
    IntentTable pulls,
    WindowTable statistics,
    RepeatCounts repeats) {}
