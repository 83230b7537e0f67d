package io.dlrhub.sink.file;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.sink.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the body's records, one JSON line each, to the file of the period; they are on the disk
 * when it returns.
 *
 * <p>The properties are those of the Kamelet {@code record-file-sink}.
 */
public final class FileSink extends ServiceSupport implements Processor, CamelContextAware {

  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
  private static final int FINISH_SECONDS = 5;

  private CamelContext context;
  private Clock clock;
  private String directory = "data/reports";
  private String prefix = "reports-";
  private String pattern = "yyyy-MM-dd";
  private String suffix = ".ndjson";
  private String header;
  private String lineEnd = "lf";
  private boolean rotate;
  private long maxSize;

  private LineWriter writer;
  private ScheduledExecutorService finisher;

  /**
   * @throws IOException if the lines are not on the disk; then none of them is in the file
   */
  @Override
  public void process(Exchange exchange) throws IOException {
    writer.write(Lines.of(exchange.getMessage().getBody()));
  }

  @Override
  protected void doStart() {
    byte[] firstLine =
        header == null || header.isEmpty() ? null : header.getBytes(StandardCharsets.UTF_8);
    FileNames names = new FileNames(prefix, pattern, instance() + suffix);
    FileSettings settings =
        new FileSettings(Path.of(directory), names, firstLine, crlf(), rotate, maxSize);
    writer = new LineWriter(settings, Disk.REAL, clock());
    try {
      writer.start();
    } catch (IOException e) {
      LOG.warn("{} cannot be used yet, records wait: {}", directory, e.toString());
    }
    if (rotate) {
      finisher =
          context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "finisher");
      finisher.scheduleWithFixedDelay(
          this::finishIfDue, FINISH_SECONDS, FINISH_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Files of instances that share a ledger must not meet, also where they share the folder. */
  private String instance() {
    Set<Ledger> ledgers = context.getRegistry().findByType(Ledger.class);
    return ledgers.size() == 1
        ? ledgers.iterator().next().instance().map(name -> "-" + name).orElse("")
        : "";
  }

  private Clock clock() {
    Clock bound = clock == null ? context.getRegistry().findSingleByType(Clock.class) : clock;
    return bound == null ? Clock.systemUTC() : bound;
  }

  private boolean crlf() {
    if (!lineEnd.equals("lf") && !lineEnd.equals("crlf")) {
      throw new IllegalArgumentException("lineEnd is " + lineEnd + "; accepted is lf or crlf");
    }
    return lineEnd.equals("crlf");
  }

  private void finishIfDue() {
    try {
      writer.finishIfDue();
    } catch (IOException | RuntimeException e) {
      LOG.warn("a file in {} could not be finished yet: {}", directory, e.toString());
    }
  }

  @Override
  protected void doStop() {
    if (finisher != null) {
      context.getExecutorServiceManager().shutdown(finisher);
      finisher = null;
    }
    if (writer != null) {
      writer.close();
    }
  }

  /** Where the active file lies; made when missing. Default {@code data/reports}. */
  public void setDirectory(String value) {
    directory = value;
  }

  /** What file names begin with. Default {@code reports-}. */
  public void setPrefix(String value) {
    prefix = value;
  }

  /**
   * The period in file names, a pattern of {@link java.time.format.DateTimeFormatter}, UTC. Default
   * {@code yyyy-MM-dd}: a file a day.
   */
  public void setPattern(String value) {
    pattern = value;
  }

  /** What file names end with. Default {@code .ndjson}. */
  public void setSuffix(String value) {
    suffix = value;
  }

  /** First line of every file. Default none. */
  public void setHeader(String value) {
    header = value;
  }

  /** How lines end: {@code lf}, or {@code crlf} as CSV has it. Default {@code lf}. */
  public void setLineEnd(String value) {
    lineEnd = value;
  }

  /** Whether finished files move to {@code finished/} in the directory. Default false. */
  public void setRotate(boolean value) {
    rotate = value;
  }

  /** Bytes after which a file is finished early; needs {@code rotate}. Default 0, never. */
  public void setMaxSize(long value) {
    maxSize = value;
  }

  /** For tests that choose the day. Default the only one in the registry, else the system's. */
  public void setClock(Clock value) {
    clock = value;
  }

  @Override
  public void setCamelContext(CamelContext value) {
    context = value;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
