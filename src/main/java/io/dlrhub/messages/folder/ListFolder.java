package io.dlrhub.messages.folder;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.Reservation;
import io.dlrhub.messages.BadMessage;
import io.dlrhub.messages.SentMessageLists;
import io.dlrhub.report.Durations;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is watched for lists of sent messages: NDJSON, JSON or CSV by the name's ending.
 *
 * <p>{@link #take}, called again and again by one thread, makes the messages of every list that is
 * complete the body, in order of age; {@link #tracked} puts these lists to {@code done/} once their
 * messages are durable, and {@link #notTracked} leaves them where they are when they could not be
 * made so. A list with an element that cannot be taken goes to {@code failed/} as a whole, with the
 * reason beside it.
 */
public final class ListFolder implements CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(ListFolder.class);

  /** Exchange property: the lists whose messages are the body. */
  private static final String TAKEN = "dlrLists";

  private static final String UNREADABLE = "waits, it cannot be read or moved";
  private static final int MOST_FILES = 1000;
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Of one element as a tree, and of those on their way into the ledger, as they are at most. */
  private static final long MEMORY = 16L << 20;

  private final OncePerMinute refused = new OncePerMinute();
  private final OncePerMinute unknown = new OncePerMinute();
  private final OncePerMinute unreadable = new OncePerMinute();
  private final OncePerMinute untracked = new OncePerMinute();
  private final OncePerMinute noMemory = new OncePerMinute();
  private final LongSupplier clock;
  private final MemoryBudget memory;
  private CamelContext context;
  private String directory;
  private String charset;
  private long quietNanos = Duration.ofSeconds(5).toNanos();
  private QuietFiles waiting;
  private FilesAside aside;
  private Shelves shelves;
  private ListFile reader;
  private Reservation reserved = Reservation.ofNothing();

  public ListFolder() {
    this(System::nanoTime, MemoryBudget.ofProcess());
  }

  ListFolder(LongSupplier clock, MemoryBudget memory) {
    this.clock = clock;
    this.memory = memory;
  }

  /** Makes the messages of complete lists the body; stops the route when there are none. */
  public void take(Exchange exchange) {
    List<Seen> complete = complete();
    List<Seen> taken = new ArrayList<>();
    if (!complete.isEmpty() && reserve()) {
      for (Seen file : complete) {
        if (isGood(file)) {
          taken.add(file);
        }
      }
    }
    if (taken.isEmpty()) {
      reserved.close();
      exchange.setRouteStop(true);
      return;
    }
    exchange.setProperty(TAKEN, taken);
    exchange.getMessage().setBody(new OneAfterAnother(taken, reader));
  }

  /** Whether there is room for them; else they wait. */
  private boolean reserve() {
    // What an exchange that never came back had.
    reserved.close();
    reserved = memory.openLarge("lists in " + directory);
    try {
      reserved.objects(Math.min(MEMORY, memory.mostOfOne()));
      return true;
    } catch (MemoryRefused e) {
      warn(noMemory, directory, "waits, its lists are read when there is memory", e.getMessage());
      return false;
    }
  }

  private List<Seen> complete() {
    start();
    long now = clock.getAsLong();
    List<Seen> complete = new ArrayList<>();
    try {
      complete.addAll(look(now));
    } catch (IOException e) {
      warn(unreadable, directory, UNREADABLE, reason(e));
    }
    complete.addAll(aside.grown(now));
    complete.sort(Seen.BY_AGE);
    return complete.subList(0, Math.min(complete.size(), MOST_FILES));
  }

  private void start() {
    if (waiting == null) {
      waiting = new QuietFiles(quietNanos);
      aside = new FilesAside(quietNanos);
      shelves = new Shelves(Path.of(directory));
      Charset said = charset == null || charset.isBlank() ? null : Charset.forName(charset.strip());
      reader = new ListFile(SentMessageLists.of(context), said);
    }
  }

  private List<Seen> look(long now) throws IOException {
    Path folder = Path.of(directory);
    Files.createDirectories(folder);
    List<Seen> lists = new ArrayList<>();
    List<Seen> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Seen seen = Seen.at(file);
        if (seen != null) {
          (ListNames.isList(file) ? lists : others).add(seen);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return waiting.complete(lists, others, now);
  }

  /** Whether all of it can be taken; puts it aside when not. */
  private boolean isGood(Seen file) {
    try {
      Set<String> fields = reader.check(file);
      if (!fields.isEmpty()) {
        warn(unknown, name(file), "has fields that are not known", String.join(", ", fields));
      }
      return true;
    } catch (BadMessage e) {
      warn(refused, name(file), "is not taken", e.getMessage());
      putAside(file, () -> shelves.failed(file.path(), e.getMessage()));
    } catch (IOException | RuntimeException e) {
      postpone(file, reason(e));
    }
    return false;
  }

  /** The messages of the body are durable. */
  public void tracked(Exchange exchange) {
    reserved.close();
    List<Seen> taken = taken(exchange);
    for (Seen file : taken) {
      boolean grew = !file.hasContentOf(Seen.at(file.path()));
      if (!grew || isAside(file)) {
        putAside(file, () -> shelves.done(file.path()));
      }
    }
    LOG.info(
        "Tracked {} messages of {} lists, {} of them new",
        exchange.getMessage().getHeader("dlrTracked"),
        taken.size(),
        exchange.getMessage().getHeader("dlrNew"));
  }

  private boolean isAside(Seen file) {
    return !file.path().getParent().equals(Path.of(directory));
  }

  /** They could not be made durable: the lists are read again after a pause. */
  public void notTracked(Exchange exchange) {
    reserved.close();
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    for (Seen file : taken(exchange)) {
      String why = String.valueOf(cause == null ? null : cause.getMessage());
      warn(untracked, name(file), "waits, it could not be tracked", why);
      waiting.postpone(file, clock.getAsLong() + PAUSE_NANOS);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Seen> taken(Exchange exchange) {
    return exchange.getProperty(TAKEN, List.of(), List.class);
  }

  private interface Move {
    Path done() throws IOException;
  }

  private void putAside(Seen file, Move move) {
    try {
      Path there = move.done();
      aside.forget(file.path());
      aside.watch(file, there, clock.getAsLong());
    } catch (IOException e) {
      postpone(file, reason(e));
    }
  }

  private void postpone(Seen file, String why) {
    warn(unreadable, name(file), UNREADABLE, why);
    waiting.postpone(file, clock.getAsLong() + PAUSE_NANOS);
  }

  private static void warn(OncePerMinute told, String file, String what, String why) {
    told.tell(
        others -> LOG.warn("{} {}: {}{}", Printable.line(file), what, Printable.line(why), others));
  }

  private static String name(Seen file) {
    return file.path().getFileName().toString();
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** The folder; it is made where there is none. */
  public void setDirectory(String directory) {
    this.directory = directory;
  }

  /**
   * How long a list has not changed when it is complete: {@code 5s} by default. Longer than its
   * writers ever stall, or half of a list is read at first.
   */
  public void setQuiet(String quiet) {
    quietNanos = Durations.parse("quiet", quiet).toNanos();
  }

  /** The charset of all lists; by default each is in the one it is found to be in. */
  public void setCharset(String charset) {
    this.charset = charset;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
