package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.HostBeans;
import io.dlrhub.report.Channel;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Rejected;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step <em>normalise</em> of UCloud's Kamelets: makes delivery reports of {@link Receipts}. The
 * body is then their list, in order; what could not be understood goes beside it as {@link
 * Rejected#PROPERTY}, which is absent where there is nothing.
 */
public final class Normalise implements Processor, CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private String phoneRegion = "CN";
  private Channel channel = Channel.SMS;
  private Origin origin = Origin.PUSH;
  private Object clock;
  private Clock time;
  private ReceiptNormaliser normaliser;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted
   */
  public void start() {
    normaliser = new ReceiptNormaliser(account, channel, origin, new PhoneNumbers(phoneRegion));
    time = origin == Origin.PUSH ? HostBeans.clock(context) : HostBeans.clock(context, clock);
  }

  @Override
  public void process(Exchange exchange) {
    Receipts split = exchange.getMessage().getBody(Receipts.class);
    exchange
        .getMessage()
        .setBody(
            normaliser.reports(split.receipts(), time.instant().truncatedTo(ChronoUnit.MILLIS)));
    if (split.rejected().isEmpty()) {
      exchange.removeProperty(Rejected.PROPERTY);
    } else {
      exchange.setProperty(Rejected.PROPERTY, split.rejected());
    }
  }

  /** Our name for the account; default {@code default}. */
  public void setAccount(String account) {
    this.account = account;
  }

  /** Region of a phone written without country code; default {@code CN}. */
  public void setPhoneRegion(String phoneRegion) {
    this.phoneRegion = phoneRegion;
  }

  /** Text or video messages, {@code sms} or {@code video}; default {@code sms}. */
  public void setChannel(String channel) {
    this.channel = Channel.of(channel);
  }

  /** How they reach us: {@code push}, {@code pull} or {@code query}; default {@code push}. */
  public void setOrigin(String origin) {
    this.origin = Origin.of(origin);
  }

  /** A {@link Clock}, or the name of its bean, that tells when they were received. */
  public void setClock(Object clock) {
    this.clock = clock;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }
}
