package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.HostBeans;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.report.Durations;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.PullJournal;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The steps of the Kamelet {@code ucloud-usms-pull-source}, in the order its template has them: a
 * thin skin over {@link UsmsPull}.
 *
 * <p>What is the host's duty: one instance an account in all processes together; no error handler
 * on the route that begins here, which must end only when the page is durable; to keep {@code
 * dlrRejected}, to act on {@code dlrInDoubt} and to end {@code dlrPullIntent} in its journal. A
 * page in hand lives in memory: it is lost with the process, and only a journal tells. See
 * docs/embedding.md.
 */
public final class UsmsPullSteps extends UCloudClient {

  private Object journal;
  private String limit;
  private String period;
  private String tick;
  private String backoff;
  private String backoffLongest;
  private UsmsPull pull;

  /** A {@link PullJournal}, or the name of its bean; none for no journal. */
  public void setJournal(Object value) {
    journal = value;
  }

  /** Reports a page, 1 to 200. */
  public void setLimit(String value) {
    limit = value;
  }

  /** Between pulls while pages are short. */
  public void setPeriod(String value) {
    period = value;
  }

  /** How often it is looked for work. */
  public void setTick(String value) {
    tick = value;
  }

  /** First pause after trouble. */
  public void setBackoff(String value) {
    backoff = value;
  }

  /** Longest pause after trouble. */
  public void setBackoffLongest(String value) {
    backoffLongest = value;
  }

  /**
   * Checks every option.
   *
   * @throws IllegalArgumentException naming the option, its value and what is accepted
   */
  public void start() throws Exception {
    PullSettings settings =
        new PullSettings(
            account(),
            credentials(),
            new PhoneNumbers(phoneRegion()),
            Options.integer("limit", limit),
            Durations.parse("period", period),
            Durations.parse("tick", tick),
            Durations.parse("backoff", backoff),
            Durations.parse("backoffLongest", backoffLongest));
    PullJournal intents =
        HostBeans.isNone(journal) ? PullJournal.NONE : new NamedJournal(getCamelContext(), journal);
    pull = new UsmsPull(settings, intents, observer(), clock());
    getCamelContext().addService(new EndWithContext(pull));
  }

  /** What a page in hand holds of the memory is given back when nobody can hand it on any more. */
  private static final class EndWithContext extends ServiceSupport {
    private final UsmsPull pull;

    EndWithContext(UsmsPull pull) {
      this.pull = pull;
    }

    @Override
    protected void doStop() {
      pull.close();
    }
  }

  /** Whether to go round once more. */
  public boolean hasWork() {
    return pull.hasWork();
  }

  /** Whether to ask UCloud first; not while a page is in hand. */
  public boolean isEmptyHanded() {
    return pull.inHand() == null;
  }

  /** Writes down that a pull is about to be sent; ends the round where that is not possible. */
  public void announce(Exchange exchange) {
    if (!pull.announce()) {
      exchange.setRouteStop(true);
    }
  }

  /** Makes the message the signed request, and nothing but it. */
  public void sign(Exchange exchange) {
    exchange.getMessage().removeHeaders("*");
    putRequest(exchange, pull.sign());
  }

  /** Takes the answer in hand; ends the round if there is nothing to hand on. */
  public void read(Exchange exchange) {
    pull.answered(HttpAnswer.take(exchange));
    if (pull.inHand() == null) {
      exchange.setRouteStop(true);
    }
  }

  /** Puts the page on the exchange. */
  public void handOn(Exchange exchange) {
    pull.handOn().putOn(exchange);
  }

  /** Reached only if everything behind the Kamelet has succeeded: the evidence. */
  public void stored() {
    pull.stored();
  }

  /** What is behind the Kamelet has failed, and nobody there has dealt with it. */
  public void notStored(Exchange exchange) {
    pull.notStored(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }
}
