package io.dlrhub.ledger;

import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import io.dlrhub.report.SentMessage;
import io.dlrhub.report.WindowJournal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The durable, duplicate-free log of records, and the cursors that read it.
 *
 * <p>Safe for use by many threads. Nothing here knows Camel or a provider.
 */
public interface Ledger extends PullJournal, WindowJournal, AutoCloseable {

  /**
   * Opens the ledger the options name, creating it where there is none, and brings its layout up to
   * date.
   *
   * @throws LedgerException with a message for the operator: a newer version's ledger, a file that
   *     is not one, one in use by another process, a folder that cannot be written
   */
  static Ledger open(LedgerOptions options) {
    return LedgerUrl.engine(options.url()).open(options);
  }

  /**
   * Appends records, what came with them and could not be understood, and the end of a pull, in one
   * transaction; returns when all of it is durable.
   *
   * @return which records were new, with the identity, reference and revision they were stored with
   * @throws LedgerException if nothing of it was stored, or if that is not certain
   */
  Appended append(Append append);

  /** Like {@link #append}, without holding the caller's thread. */
  CompletionStage<Appended> appendAsync(Append append);

  @Override
  PullIntent begin(String provider, String account, String action);

  @Override
  void cancel(PullIntent intent);

  /**
   * Registers messages whose reports are expected. A message may be told in parts, one for each of
   * its phones: a known one is given the phones that are new, and is else left as it is. A report
   * that came before its message counts.
   */
  default Tracked track(List<SentMessage> messages) {
    return track(messages, null);
  }

  /**
   * Likewise.
   *
   * @param by who told them, for people; nullable
   */
  Tracked track(List<SentMessage> messages, String by);

  /** Where the tracked messages of that id stand, of whatever provider and account. */
  List<TrackedState> tracked(String messageId);

  /**
   * Tracked messages of one account and channel that are due to be asked for.
   *
   * @throws LedgerException if they are asked for already
   */
  Due due(DueQuery query);

  /** How many tracked messages are in which state; reads the table. */
  TrackedCounts tracked();

  /**
   * The feed of a sink, registering it when the ledger does not know it yet. One open feed a name.
   *
   * @throws LedgerException if that sink is open already
   */
  Feed feed(FeedOptions options);

  /** Every sink the ledger knows, open or not. */
  List<SinkState> sinks();

  /**
   * Stops delivery to a sink, of replays too, until it is resumed; also over restarts. What is on
   * its way is left to arrive.
   *
   * @throws UnknownSink if there is no such sink
   */
  void pause(String sink);

  /**
   * Ends {@link #pause}.
   *
   * @throws UnknownSink if there is no such sink
   */
  void resume(String sink);

  /** Records that sinks refused. */
  DeadLetters deadLetters();

  /** What was changed by API, page or command line. */
  Changes changes();

  /** Deliveries of what was delivered before. */
  Replays replays();

  /**
   * Balances what is held with what was tracked and what statistics say, from figures that are
   * kept. Only for the list of what nobody tracked, and while such figures are being made, records
   * since twelve hours before the first of these, at least twice, a few thousand at a time; ten
   * million take a minute or two.
   *
   * @throws ReconciliationBusy if that is being done already
   * @throws TooManyAccounts if all are asked for and there are too many
   * @throws LedgerException if the ledger cannot be read, or is closed meanwhile
   */
  Reconciliation reconcile(ReconciliationQuery query);

  /** The day, UTC, whose reconciliation was told last; empty before the first. */
  Optional<LocalDate> reconciliationTold();

  /** Notes durably that the reconciliation of that day is told. */
  void reconciliationTold(LocalDate day);

  /** Looks at what is in it. */
  Inspection inspect();

  /** Whether records can be made durable now, and if not, why. Does not write. */
  LedgerHealth health();

  /** Bytes and records waiting for the next commit; a measure of overload. */
  LedgerLoad load();

  /**
   * Who shares this ledger and is alive, in the order of their names; empty where one process alone
   * can have it open.
   */
  default List<LedgerInstance> instances() {
    return List.of();
  }

  /** What this process is called among them; empty where there are no others. */
  default Optional<String> instance() {
    return Optional.empty();
  }

  /** Pulls in doubt since the ledger was made, by provider and account. */
  List<InDoubtCount> inDoubtCounts();

  /**
   * Told of everything that happens from now on; keep it quick, it runs on the writer's thread.
   * Replaces the one before.
   */
  void observe(LedgerObserver observer);

  /** Finishes what was handed in, then lets go of the file. Idempotent. */
  @Override
  void close();
}
