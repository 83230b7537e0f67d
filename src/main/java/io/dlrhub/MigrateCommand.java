package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Migration;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.report.Durations;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the ledger of a stopped hub to PostgreSQL. */
@Command(
    name = "migrate",
    header = "take the ledger of a stopped hub to PostgreSQL, with all it knows",
    description = {
      "Copies the ledger of a hub that is stopped into an empty database: records with their",
      "positions, sinks, dead letters, tracked messages, quarantine, counts. When it is cut short,",
      "the same command goes on. At the end both sides are counted; until then no hub opens the",
      "database. The file is left as it is. dlr.ledger.username and dlr.ledger.password of this",
      "folder, or of the environment, are used for the database."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar dlr-hub.jar migrate --from jdbc:sqlite:data/ledger.db \\",
      "      --to jdbc:postgresql://db.example.com/dlr"
    })
final class MigrateCommand implements Callable<Integer> {

  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Option(names = "--from", required = true, paramLabel = "URL", description = "jdbc:sqlite:PATH")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "jdbc:postgresql://HOST[:PORT]/DATABASE")
  private String to;

  private long toldAt = System.nanoTime();

  @Override
  public Integer call() {
    Settings settings = Configuration.settings(DlrHub.folder());
    Logging.configure(settings);
    NativeFolder.use();
    LedgerOptions target =
        new LedgerOptions(
            to,
            settings.find("dlr.ledger.username").orElse(null),
            settings.find("dlr.ledger.password").orElse(null),
            Durations.parse("dlr.ledger.retention", settings.get("dlr.ledger.retention")),
            1,
            Clock.systemUTC());
    try {
      Migration.Result result = Migration.run(LedgerOptions.of(from), target, this::tell);
      System.out.printf(
          "%d records and %d rows beside them are there; both sides were counted%n",
          result.records(), result.rows());
      return DlrHub.OK;
    } catch (LedgerException e) {
      System.err.println(StartFailure.line(e).replaceFirst("^dlr.ledger.url: ", ""));
      return e instanceof UnusableLedger ? DlrHub.REFUSED : DlrHub.TROUBLE;
    }
  }

  private void tell(long records, long of) {
    if (System.nanoTime() - toldAt > TELL_NANOS || records == of) {
      toldAt = System.nanoTime();
      System.out.printf("%d of %d records%n", records, of);
    }
  }
}
