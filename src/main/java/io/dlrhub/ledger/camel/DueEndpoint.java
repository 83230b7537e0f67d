package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.report.Channel;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code ledger:due} hands on the ids of tracked messages that are due to be asked for, as a list
 * of texts; the steps of the route ask the provider and append what it answers.
 *
 * <p>When they finish without an exception, each message moves to its next step; after the last one
 * each phone of which nothing came yields a {@code hub:no-report} record. An exception asks again
 * after a growing pause and uses up no step. The exchange property {@code dlrPending} tells which
 * ids have anything but final results yet.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "ledger",
    title = "Ledger due",
    syntax = "ledger:due",
    consumerOnly = true,
    category = {Category.DATABASE})
public class DueEndpoint extends DefaultEndpoint {

  @UriParam(defaultValue = "ucloud", description = "Whose messages.")
  private String provider = "ucloud";

  @UriParam(defaultValue = "default", description = "Our name for the account.")
  private String account = "default";

  @UriParam(defaultValue = "sms", description = "Text or video messages: sms or video.")
  private Channel channel = Channel.SMS;

  @UriParam(defaultValue = "100", description = "Most ids handed on at once.")
  private int batchSize = 100;

  @UriParam(
      defaultValue = "5",
      description = "Most exchanges a second: the call budget of the account.")
  private int maxPerSecond = 5;

  DueEndpoint(String uri, LedgerComponent component) {
    super(uri, component);
  }

  /** Whose messages. */
  DueQuery query() {
    return new DueQuery(provider, account, channel);
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

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
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
        "ledger:due hands on messages to ask for; ledger:track takes them");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    DueConsumer consumer = new DueConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }
}
