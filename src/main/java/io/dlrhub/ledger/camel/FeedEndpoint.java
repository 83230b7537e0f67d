package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.FeedOptions;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code ledger:feed/NAME} hands on, in order and at least once, what sink NAME has not had. The
 * sink is registered when the route is made, before any route starts.
 *
 * <p>What goes to the sink again, retried dead letters and replays, runs through the same steps on
 * a second thread, with the exchange property {@code dlrReplay}: steps must bear two callers at
 * once.
 *
 * <p>Delivered means that the steps of the route have finished without an exception. A step throws
 * {@link io.dlrhub.ledger.RecordRefused} for what will never pass; anything else is retried for
 * ever. Steps that return early ({@code seda}, {@code wireTap}, {@code aggregate}) are no sinks.
 * The route needs {@code errorHandler: {noErrorHandler: {}}} and does not start without.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "ledger",
    title = "Ledger feed",
    syntax = "ledger:feed/name",
    consumerOnly = true,
    category = {Category.DATABASE})
public class FeedEndpoint extends DefaultEndpoint {

  @UriPath(
      description = "The sink's name: letters, digits, - and _. Its position is kept under it.")
  private final String name;

  @UriParam(defaultValue = "all", description = "Which records the sink wants.")
  private FeedOptions.Kinds records = FeedOptions.Kinds.ALL;

  @UriParam(
      defaultValue = "1",
      description =
          "Most records handed on at once. With 1 the body is the record, else a list of them.")
  private int batchSize = 1;

  @UriParam(
      defaultValue = "1",
      description =
          "Batches handed on together, as one list, for a sink that sends several at once.")
  private int batchesAtOnce = 1;

  @UriParam(
      defaultValue = "now",
      description = "Where a sink begins that is new to the ledger: now or the beginning.")
  private FeedOptions.Start start = FeedOptions.Start.NOW;

  @UriParam(description = "Most records handed on in a second. Default: as many as the sink takes.")
  private int maxPerSecond = Integer.MAX_VALUE;

  FeedEndpoint(String uri, LedgerComponent component, String name) {
    super(uri, component);
    this.name = name;
  }

  public String getName() {
    return name;
  }

  public FeedOptions.Kinds getRecords() {
    return records;
  }

  public void setRecords(FeedOptions.Kinds records) {
    this.records = records;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }

  public int getBatchesAtOnce() {
    return batchesAtOnce;
  }

  public void setBatchesAtOnce(int batchesAtOnce) {
    this.batchesAtOnce = batchesAtOnce;
  }

  /** Most records handed on at once. */
  int recordsAtOnce() {
    return (int) Math.min(Integer.MAX_VALUE, (long) batchSize * batchesAtOnce);
  }

  public FeedOptions.Start getStart() {
    return start;
  }

  public void setStart(FeedOptions.Start start) {
    this.start = start;
  }

  public int getMaxPerSecond() {
    return maxPerSecond;
  }

  public void setMaxPerSecond(int maxPerSecond) {
    this.maxPerSecond = maxPerSecond;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "ledger:feed/NAME hands records on; ledger:append takes them");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    FeedConsumer consumer = new FeedConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }
}
