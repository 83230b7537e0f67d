package io.dlrhub.ledger.sqlite.tracking;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.sqlite.file.SqliteFile;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import io.dlrhub.report.Record;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the engine lends to this room.
 *
 * @param file to read from
 * @param queue to have something written
 * @param append stores records, and returns when they are durable
 * @param tracking what the writer does
 * @param isReported whether a message of that id has a report, of whatever provider
 * @param options of the ledger
 */
public record TrackingServices(
    SqliteFile file,
    TaskQueue queue,
    Consumer<List<? extends Record>> append,
    Tracking tracking,
    Predicate<String> isReported,
    LedgerOptions options) {}
