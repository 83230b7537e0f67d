package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.GiveBack;
import io.dlrhub.provider.HttpAnswer;
import org.apache.camel.Exchange;

/** The step <em>check</em> of a query: the answer is whole, a success for HTTP, and text. */
public final class QueryCheck extends QueryStep {

  @Override
  void step(Exchange exchange) throws UCloudRefusal {
    HttpAnswer answer = exchange.getMessage().getBody(HttpAnswer.class);
    exchange.getExchangeExtension().addOnCompletion(new GiveBack(answer.held()));
    check(kind(), answer);
  }

  /**
   * Checks an answer.
   *
   * @throws UCloudRefusal if there is none, or half of one, or an HTTP status that is no success
   */
  static void check(QueryKind kind, HttpAnswer answer) throws UCloudRefusal {
    if (answer.failure() != null) {
      throw UCloudRefusal.http(kind.action, answer.failure().getMessage(), answer.failure());
    }
    if (answer.isRedirect()) {
      throw UCloudRefusal.redirect(kind.action, answer.redirect());
    }
    if (answer.brokenOff() != null || answer.status() >= 300) {
      String cut = answer.brokenOff() == null ? "" : ", broken off: " + answer.brokenOff();
      throw UCloudRefusal.http(kind.action, "HTTP " + answer.status() + cut, null);
    }
    int fault = Utf8.firstFault(answer.body());
    if (fault >= 0) {
      throw UCloudRefusal.notUnderstood(kind.action, "byte " + fault + " is not UTF-8 text");
    }
  }
}
