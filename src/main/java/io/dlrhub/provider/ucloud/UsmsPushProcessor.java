package io.dlrhub.provider.ucloud;

import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Rejected;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns the body of a push, a {@code byte[]}, into the list of its reports; what could not be
 * understood goes beside it as {@link Rejected#PROPERTY}.
 *
 * <p>A body that is unusable as a whole becomes an empty list, with {@link Rejected#MALFORMED}
 * saying why. The clock and the {@link BodyLimits} are those in Camel's registry, else the system's
 * and the default ones; what holds more than those is an exception, as is what there is no memory
 * for.
 *
 * <p>What is the host's duty: UCloud is told ok when the steps behind the Kamelet have ended
 * without an exception, so they end only when the reports and {@code dlrRejected} are durable, and
 * no error handler takes a failure for dealt with. See docs/embedding.md.
 */
public final class UsmsPushProcessor implements Processor, CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private String phoneRegion = "CN";
  private UsmsPushReader reader;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the region is none
   */
  public void start() {
    Clock clock = context.getRegistry().findSingleByType(Clock.class);
    BodyLimits limits = context.getRegistry().findSingleByType(BodyLimits.class);
    reader =
        new UsmsPushReader(
            account,
            new PhoneNumbers(phoneRegion),
            clock == null ? Clock.systemUTC() : clock,
            BodyLimits.orDefault(limits));
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    Reservation held = exchange.getProperty(Reservation.PROPERTY, Reservation.class);
    try {
      Reading reading = reader.read(body, held == null ? Reservation.ofNothing() : held);
      message.setBody(reading.reports());
      if (!reading.rejected().isEmpty()) {
        exchange.setProperty(Rejected.PROPERTY, reading.rejected());
      }
    } catch (MalformedPush e) {
      Rejected whole = e.reason().rejected(Rejected.UCLOUD_PUSH, account, e.getMessage(), body);
      message.setBody(List.of());
      exchange.setProperty(Rejected.PROPERTY, List.of(whole));
      exchange.setProperty(Rejected.MALFORMED, e.getMessage());
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

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
