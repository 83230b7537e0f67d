package io.dlrhub.provider.ucloud;

import io.dlrhub.report.Rejected;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What a body was split into: the message's body between the steps <em>split</em> and
 * <em>normalise</em>.
 *
 * @param receipts in the order they came
 * @param rejected what no receipt could be made of, with its bytes
 */
record Receipts(List<Receipt> receipts, List<Rejected> rejected) {

  static final Receipts NONE = new Receipts(List.of(), List.of());

  /** None, of a body that is unusable as a whole. */
  static Receipts rejected(Rejected whole) {
    return new Receipts(List.of(), List.of(whole));
  }

  /** Makes it the message's body. */
  void putOn(Exchange exchange) {
    exchange.getMessage().setBody(this);
  }
}
