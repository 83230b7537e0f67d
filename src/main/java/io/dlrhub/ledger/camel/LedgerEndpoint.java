package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.FeedOptions;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.report.Channel;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Store delivery reports durably and once, hand them on to sinks, and ask for those that did not
 * come.
 *
 * <p>{@code ledger:append} stores the records of the body in one transaction with what the exchange
 * properties {@code dlrRejected}, {@code dlrInDoubt} and {@code dlrPullIntent} carry, and goes on
 * when all of it is durable. A route that ends here needs {@code errorHandler: {noErrorHandler:
 * {}}}: any other may swallow the failure, and the provider would be told that its report is safe.
 *
 * <p>{@code ledger:feed/NAME} hands on, in order and at least once, what sink NAME has not had. The
 * sink is registered when the route is made, before any route starts. What goes to the sink again,
 * retried dead letters and replays, runs through the same steps on a second thread, with the
 * exchange property {@link LedgerConstants#REPLAY}: steps must bear two callers at once. Delivered
 * means that the steps of the route have finished without an exception. A step throws {@link
 * io.dlrhub.ledger.RecordRefused} for what will never pass; anything else is retried for ever.
 * Steps that return early ({@code seda}, {@code wireTap}, {@code aggregate}) are no sinks. The
 * route needs {@code errorHandler: {noErrorHandler: {}}} and does not start without.
 *
 * <p>{@code ledger:track} registers sent messages whose reports are expected, and goes on when they
 * are durable. Takes a {@link io.dlrhub.report.SentMessage}, a list or an iterator of them, or JSON
 * text, bytes or a stream: an object, an array or NDJSON (docs/tracking.md). Sets the headers
 * {@link LedgerConstants#TRACKED} and {@link LedgerConstants#NEW}.
 *
 * <p>{@code ledger:due} hands on the ids of tracked messages that are due to be asked for, as a
 * list of texts; the steps of the route ask the provider and append what it answers. When they
 * finish without an exception, each message moves to its next step; after the last one each phone
 * of which nothing came yields a {@code hub:no-report} record. An exception asks again after a
 * growing pause and uses up no step. The exchange property {@code dlrPending} tells which ids have
 * anything but final results yet.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "ledger",
    title = "Ledger",
    syntax = "ledger:operation/name",
    headersClass = LedgerConstants.class,
    category = {Category.DATABASE})
public class LedgerEndpoint extends DefaultEndpoint {

  private static final String ONE_OR_MORE = "accepted is a whole number of at least 1";

  @UriPath(
      enums = "append,track,due,feed",
      description = "What to do: store records, register sent messages, or hand on to the route.")
  @Metadata(required = true)
  private final LedgerOperation operation;

  @UriPath(
      description =
          "Of feed the sink's name: letters, digits, - and _. Its position is kept under it.")
  private final String name;

  @UriParam(
      label = "producer",
      defaultValue = "5s",
      description =
          "Of append: how long to wait for the commit. After that the exchange fails; the records"
              + " may be stored all the same, and are then duplicates when they come again.")
  private Duration timeout = Duration.ofSeconds(5);

  @UriParam(
      label = "consumer",
      defaultValue = "all",
      enums = "all,reports,statistics",
      description = "Of feed: which records the sink wants.")
  private FeedOptions.Kinds records = FeedOptions.Kinds.ALL;

  @UriParam(
      label = "consumer",
      defaultValue = "now",
      enums = "now,beginning",
      description = "Of feed: where a sink begins that is new to the ledger.")
  private FeedOptions.Start start = FeedOptions.Start.NOW;

  @UriParam(
      label = "consumer",
      description =
          "Of feed and due: most records or ids handed on at once. Default 1 of feed, where the body"
              + " is then the record, else a list of them; 100 of due.")
  private Integer batchSize;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description =
          "Of feed: batches handed on together, as one list, for a sink that sends several at once.")
  private int batchesAtOnce = 1;

  @UriParam(
      label = "consumer",
      description =
          "Of feed: most records handed on in a second; default as many as the sink takes. Of due:"
              + " most exchanges in a second, the call budget of the account; default 5.")
  private Integer maxPerSecond;

  @UriParam(label = "consumer", defaultValue = "ucloud", description = "Of due: whose messages.")
  private String provider = "ucloud";

  @UriParam(
      label = "consumer",
      defaultValue = "default",
      description = "Of due: our name for the account.")
  private String account = "default";

  @UriParam(
      label = "consumer",
      defaultValue = "sms",
      enums = "sms,video",
      description = "Of due: text or video messages.")
  private Channel channel = Channel.SMS;

  @UriParam(
      label = "advanced",
      description = "The ledger to use instead of the component's, as #bean:name.")
  private Ledger ledger;

  LedgerEndpoint(String uri, LedgerComponent component, LedgerOperation operation, String name) {
    super(uri, component);
    this.operation = operation;
    this.name = name;
  }

  /** What it does. */
  public LedgerOperation getOperation() {
    return operation;
  }

  /** The sink's name; null unless it is a feed. */
  public String getName() {
    return name;
  }

  public Duration getTimeout() {
    return timeout;
  }

  /** More than nothing. */
  public void setTimeout(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("accepted is a duration above zero");
    }
    this.timeout = timeout;
  }

  public FeedOptions.Kinds getRecords() {
    return records;
  }

  public void setRecords(FeedOptions.Kinds records) {
    this.records = records;
  }

  public FeedOptions.Start getStart() {
    return start;
  }

  public void setStart(FeedOptions.Start start) {
    this.start = start;
  }

  /** As it is in force. */
  public Integer getBatchSize() {
    int otherwise = operation == LedgerOperation.DUE ? 100 : 1;
    return batchSize == null ? otherwise : batchSize;
  }

  public void setBatchSize(Integer batchSize) {
    this.batchSize = oneOrMore(batchSize);
  }

  public int getBatchesAtOnce() {
    return batchesAtOnce;
  }

  public void setBatchesAtOnce(int batchesAtOnce) {
    this.batchesAtOnce = oneOrMore(batchesAtOnce);
  }

  /** Most records handed on at once. */
  int recordsAtOnce() {
    return (int) Math.min(Integer.MAX_VALUE, (long) getBatchSize() * batchesAtOnce);
  }

  /** As it is in force. */
  public Integer getMaxPerSecond() {
    int otherwise = operation == LedgerOperation.DUE ? 5 : Integer.MAX_VALUE;
    return maxPerSecond == null ? otherwise : maxPerSecond;
  }

  public void setMaxPerSecond(Integer maxPerSecond) {
    this.maxPerSecond = oneOrMore(maxPerSecond);
  }

  private static int oneOrMore(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(ONE_OR_MORE);
    }
    return number;
  }

  public String getProvider() {
    return provider;
  }

  public void setProvider(String provider) {
    this.provider = provider;
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public Channel getChannel() {
    return channel;
  }

  public void setChannel(Channel channel) {
    this.channel = channel;
  }

  public Ledger getLedger() {
    return ledger;
  }

  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The one it works on. */
  Ledger ledger() {
    return ledger != null ? ledger : ((LedgerComponent) getComponent()).ledger();
  }

  /** Whose messages are asked for. */
  DueQuery query() {
    return new DueQuery(provider, account, channel);
  }

  @Override
  public Producer createProducer() {
    return switch (operation) {
      case APPEND -> new AppendProducer(this, ledger());
      case TRACK -> new TrackProducer(this, ledger());
      default ->
          throw new UnsupportedOperationException(
              getEndpointUri() + " hands on; ledger:append and ledger:track take");
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer =
        switch (operation) {
          case FEED -> new FeedConsumer(this, processor);
          case DUE -> new DueConsumer(this, processor);
          default ->
              throw new UnsupportedOperationException(
                  getEndpointUri() + " takes; ledger:feed/NAME and ledger:due hand on");
        };
    configureConsumer(consumer);
    return consumer;
  }
}
