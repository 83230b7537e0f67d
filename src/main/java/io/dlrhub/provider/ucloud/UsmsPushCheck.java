package io.dlrhub.provider.ucloud;

import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step <em>check</em> of a push: its body, a {@code byte[]}, is text. What is none becomes
 * {@link Receipts} of nothing, with {@link Rejected#MALFORMED} saying why.
 */
public final class UsmsPushCheck implements Processor {

  private String account = "default";

  @Override
  public void process(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    try {
      check(body);
      exchange.getMessage().setBody(body);
    } catch (MalformedPush e) {
      e.putOn(exchange, account, body);
    }
  }

  /**
   * Checks one body.
   *
   * @throws MalformedPush if it is no UTF-8 text
   */
  static void check(byte[] body) {
    int fault = Utf8.firstFault(body);
    if (fault >= 0) {
      throw new MalformedPush(
          RejectReason.NOT_JSON, "not JSON: byte " + fault + " is not UTF-8 text");
    }
  }

  /** Our name for the account; default {@code default}. */
  public void setAccount(String account) {
    this.account = account;
  }
}
