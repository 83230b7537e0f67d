package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.log.LogRow;
import io.dlrhub.ledger.sqlite.log.LogRows;
import io.dlrhub.ledger.sqlite.writer.LedgerThreads;
import io.dlrhub.ledger.sqlite.writer.Request;
import io.dlrhub.ledger.sqlite.writer.TaskQueue;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the reports of a ledger from before there were figures, a row of the log at a time, on a
 * thread that lives only while there is something to do and rests most of the time. Goes on where
 * it was after a restart.
 */
public final class FigureRebuild {

  private static final Logger LOG = LoggerFactory.getLogger(FigureRebuild.class);

  private static final long REST_PER_WORK = 4;
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final TaskQueue queue;
  private final KeptSums figures;
  private final SentTimesReader sentTimes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Thread thread;
  private volatile long notBefore = System.nanoTime();

  /** When the message of a report was sent, within the writer's transaction. */
  public interface SentTimesReader {
    /** Null when it is not tracked. */
    Instant sentAt(Database database, DeliveryReport report) throws SQLException;
  }

  public FigureRebuild(TaskQueue queue, KeptSums figures, SentTimesReader sentTimes) {
    this.queue = queue;
    this.figures = figures;
    this.sentTimes = sentTimes;
  }

  /** A look whether there is something to do, about once a second. */
  public void tick() {
    boolean working = thread != null && thread.isAlive();
    if (!figures.isComplete() && !working && System.nanoTime() - notBefore >= 0) {
      thread = LedgerThreads.start(this::work, "ledger-figures");
    }
  }

  private void work() {
    LOG.info(
        "Figures of {} records from before there were any are being made; until then a"
            + " reconciliation reads the log",
        figures.from() - 1 - figures.rebuiltTo());
    try {
      while (!figures.isComplete()) {
        long started = System.nanoTime();
        queue.request(new Request<>(this::countRow, done -> {}));
        if (closed.await((System.nanoTime() - started) * REST_PER_WORK, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
      LOG.info("Figures are complete");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LedgerException e) {
      if (closed.getCount() > 0) {
        LOG.warn("Figures of earlier records wait a minute: {}", e.getMessage());
        notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS;
      }
    }
  }

  /** Counts the next row; true. */
  private boolean countRow(Database database) throws SQLException {
    LogRows.Stored[] next = {null};
    LogRows.reportsBetween(
        database,
        figures.rebuiltTo() + 1,
        figures.from(),
        row -> {
          next[0] = row;
          return false;
        });
    LogRows.Stored row = next[0];
    if (row != null && row.isReports()) {
      count(database, row);
    }
    figures.rebuiltTo(database, row == null ? figures.from() - 1 : row.lastSeq());
    return true;
  }

  private void count(Database database, LogRows.Stored row) throws SQLException {
    LogRow reports = row.open();
    for (int i = 0; i < reports.size(); i++) {
      DeliveryReport report = (DeliveryReport) RecordJson.read(reports.line(i));
      HeldReport held = new HeldReport(row.firstSeq() + i, report);
      figures.addEarlier(database, held, row.appendedAt(), sentTimes.sentAt(database, report));
    }
  }

  /** Ends it; the thread to wait for, null without one. No tick may follow. */
  public Thread close() {
    closed.countDown();
    return thread;
  }
}
