package io.dlrhub.ledger.camel;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code ledger:append} stores the records of the body in one transaction with what the exchange
 * properties {@code dlrRejected}, {@code dlrInDoubt} and {@code dlrPullIntent} carry, and goes on
 * when all of it is durable.
 *
 * <p>A route that ends here needs {@code errorHandler: {noErrorHandler: {}}}: any other may swallow
 * the failure, and the provider would be told that its report is safe.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "ledger",
    title = "Ledger append",
    syntax = "ledger:append",
    producerOnly = true,
    category = {Category.DATABASE})
public class AppendEndpoint extends DefaultEndpoint {

  @UriParam(
      defaultValue = "5s",
      description =
          "How long to wait for the commit. After that the exchange fails; the records may be"
              + " stored all the same, and are then duplicates when they come again.")
  private Duration timeout = Duration.ofSeconds(5);

  AppendEndpoint(String uri, LedgerComponent component) {
    super(uri, component);
  }

  public Duration getTimeout() {
    return timeout;
  }

  public void setTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public Producer createProducer() {
    return new AppendProducer(this, ((LedgerComponent) getComponent()).ledger());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "ledger:append takes records; ledger:feed/NAME hands them on");
  }
}
