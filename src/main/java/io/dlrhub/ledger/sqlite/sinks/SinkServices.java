package io.dlrhub.ledger.sqlite.sinks;

import io.dlrhub.ledger.LedgerObserver;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.log.LogEnd;
import io.dlrhub.ledger.sqlite.writer.ReaderSignal;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import java.util.function.Supplier;

/**
 * What the engine lends to this room.
 *
 * @param file to read from
 * @param queue to have something written
 * @param signal what readers wait for
 * @param end of the log
 * @param notes positions beside the ledger
 * @param observer who is told
 */
public record SinkServices(
    SqliteFile file,
    TaskQueue queue,
    ReaderSignal signal,
    LogEnd end,
    PositionsFile notes,
    Supplier<LedgerObserver> observer) {}
