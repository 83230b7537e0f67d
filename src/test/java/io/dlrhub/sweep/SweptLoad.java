package io.dlrhub.sweep;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Feed;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.file.FileSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * A fixed load on a ledger and a file sink that is fed by it, as a provider and the hub put it on
 * them: what fails is done again until it is acknowledged. Half way all is closed and opened.
 */
final class SweptLoad {

  /** A file of what was acknowledged, for whoever looks on. */
  static final String ACKNOWLEDGED = "acknowledged";

  private static final int REPORTS = 3;
  private static final int APPENDS = 6;
  private static final int FEW = 2;
  private static final int AT_ONCE = 100;
  private static final int TRIES = 400;
  private static final long PAUSE_MILLIS = 5;

  private final CamelContext context;
  private final Path folder;
  private final FailingCalls calls;
  private final List<DeliveryReport> acknowledged = new ArrayList<>();
  private Ledger ledger;
  private Feed feed;
  private FileSink sink;

  SweptLoad(CamelContext context, Path folder, FailingCalls calls) {
    this.context = context;
    this.folder = folder;
    this.calls = calls;
  }

  /** What is wrong with a folder that power was lost in; null for nothing. */
  static String problemAfterLoss(CamelContext context, Path folder, List<String> acknowledged)
      throws Exception {
    SweptLoad load = new SweptLoad(context, folder, null);
    try {
      load.open();
      load.deliver(AT_ONCE);
      List<String> stored =
          Ledgers.contents(load.ledger).stream().map(Record::id).map(Object::toString).toList();
      if (!stored.containsAll(acknowledged)) {
        return "the ledger lacks acknowledged records";
      }
      if (Set.copyOf(stored).size() != stored.size()) {
        return "the ledger has a record twice";
      }
      List<String> delivered = new ArrayList<>();
      String torn = load.readFile(delivered);
      return torn == null && !delivered.containsAll(stored)
          ? "the file lacks what the ledger has"
          : torn;
    } finally {
      load.close();
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  /** What is wrong afterwards; null for nothing. */
  String run() throws Exception {
    try {
      for (int half = 0; half < 2; half++) {
        open();
        for (int append = 0; append < APPENDS; append++) {
          append(half * APPENDS + append);
          deliver(FEW);
        }
        close();
      }
      calls.disarm();
      open();
      deliver(AT_ONCE);
      String problem = ledgerProblem();
      return problem == null ? fileProblem() : problem;
    } finally {
      calls.disarm();
      close();
    }
  }

  /** Does it until it succeeds: whoever was told of a failure tries again. */
  private static void persist(String what, Step step) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        step.run();
        return;
      } catch (IOException | LedgerException e) {
        if (tries == TRIES) {
          throw new IllegalStateException(what + " does not go on by itself", e);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void open() throws Exception {
    persist(
        "opening the ledger",
        () ->
            ledger =
                Ledgers.withSmallGenerations(Ledgers.options(folder.resolve("data/ledger.db"))));
    persist(
        "opening the feed",
        () -> feed = ledger.feed(new FeedOptions("file", Kinds.ALL, Start.BEGINNING)));
    sink = new FileSink();
    sink.setCamelContext(context);
    sink.setDirectory(folder.resolve("reports").toString());
    sink.start();
  }

  private void close() {
    if (sink != null) {
      sink.stop();
      sink = null;
    }
    if (feed != null) {
      feed.close();
      feed = null;
    }
    if (ledger != null) {
      ledger.close();
      ledger = null;
    }
  }

  private void append(int number) throws Exception {
    List<DeliveryReport> reports = Reports.numbers(number * REPORTS, (number + 1) * REPORTS);
    persist("an append", () -> ledger.append(Append.of(reports)));
    acknowledged.addAll(reports);
    Files.writeString(
        folder.resolve(ACKNOWLEDGED),
        reports.stream().map(one -> one.id() + "\n").collect(Collectors.joining()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    // A provider that missed the answer comes again.
    persist("a repeat", () -> ledger.append(Append.of(reports)));
  }

  private void deliver(int atMost) throws Exception {
    boolean[] more = {true};
    while (more[0]) {
      persist(
          "reading the feed",
          () -> {
            Batch batch = feed.poll(atMost, Duration.ZERO);
            more[0] = !batch.isEmpty();
            if (more[0]) {
              Exchange exchange = new DefaultExchange(context);
              exchange.getMessage().setBody(batch);
              persist("the file sink", () -> sink.process(exchange));
              persist("a position", () -> feed.advanceSoon(batch.positionAfter()));
            }
          });
    }
    persist("a position", feed::settle);
  }

  private String ledgerProblem() throws Exception {
    List<String> stored =
        Ledgers.contents(ledger).stream().map(Record::id).map(Object::toString).toList();
    return difference("the ledger", stored);
  }

  private String fileProblem() throws IOException {
    List<String> delivered = new ArrayList<>();
    String torn = readFile(delivered);
    return torn == null ? difference("the file", delivered) : torn;
  }

  /** Adds the ids in it; what is wrong with its lines, or null. */
  private String readFile(List<String> delivered) throws IOException {
    if (!Files.exists(folder.resolve("reports"))) {
      return null;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("reports"))) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String text = Files.readString(file);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        return file + " ends with a torn line";
      }
      for (String line : text.lines().toList()) {
        try {
          delivered.add(RecordJson.read(line.getBytes(StandardCharsets.UTF_8)).id().toString());
        } catch (RuntimeException e) {
          return file + " has a torn line: " + line;
        }
      }
    }
    return null;
  }

  private String difference(String where, List<String> ids) {
    Map<String, Long> times = new HashMap<>();
    ids.forEach(id -> times.merge(id, 1L, Long::sum));
    String missing =
        acknowledged.stream()
            .map(one -> one.id().toString())
            .filter(id -> times.remove(id) == null)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      return where + " lacks " + missing;
    }
    if (!times.isEmpty()) {
      return where + " has what nobody sent: " + times.keySet();
    }
    return ids.size() == acknowledged.size()
        ? null
        : where + " has " + ids.size() + " records instead of " + acknowledged.size();
  }
}
