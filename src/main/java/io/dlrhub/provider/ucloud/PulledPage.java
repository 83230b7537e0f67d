package io.dlrhub.provider.ucloud;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Rejected;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What a pull brought, on its way to whoever stores it. The provider has it no more.
 *
 * @param reports may be empty
 * @param rejected may be empty
 * @param intent ends when this is stored
 * @param inDoubt null unless reports may be missing
 */
record PulledPage(
    List<DeliveryReport> reports, List<Rejected> rejected, PullIntent intent, InDoubt inDoubt) {

  /** Puts all of it, and nothing else, on the exchange. */
  void putOn(Exchange exchange) {
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(reports);
    set(exchange, Rejected.PROPERTY, rejected.isEmpty() ? null : rejected);
    set(exchange, PullIntent.PROPERTY, intent);
    set(exchange, InDoubt.PROPERTY, inDoubt);
    exchange.removeProperty(NotStored.PROPERTY);
  }

  private static void set(Exchange exchange, String name, Object value) {
    if (value == null) {
      exchange.removeProperty(name);
    } else {
      exchange.setProperty(name, value);
    }
  }
}
