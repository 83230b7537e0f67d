package io.dlrhub.ledger.postgres.tracking;

import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.postgres.database.HeadTransactions;
import io.dlrhub.ledger.postgres.database.Leases;
import io.dlrhub.ledger.postgres.database.PostgresServerPool;
import io.dlrhub.report.Record;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the engine lends to this room.
 *
 * @param pool to read by
 * @param underHead to write beside appends
 * @param leases who asks
 * @param append stores records, and returns when they are durable
 * @param tracking what is written
 * @param isReported whether a message of that id has a report, of whatever provider
 * @param options of the ledger
 */
public record TrackingParts(
    PostgresServerPool pool,
    HeadTransactions underHead,
    Leases leases,
    Consumer<List<? extends Record>> append,
    TrackingRows tracking,
    Predicate<String> isReported,
    LedgerOptions options) {}
