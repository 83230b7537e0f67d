package io.dlrhub.provider.ucloud;

import java.util.Map;
import org.apache.camel.Exchange;

/** The step <em>sign</em> of a pull: makes the message the signed request, and nothing but it. */
public final class UsmsPullSign extends UCloudSigner {

  private int limit = UsmsPull.MAX_LIMIT;

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().removeHeaders("*");
    Map<String, String> parameters = parameters(UsmsPull.ACTION);
    parameters.put("Limit", Integer.toString(limit));
    putRequest(exchange, parameters);
  }

  /** Reports a page, 1 to 200; default 200. */
  public void setLimit(String value) {
    limit = Options.limit(value);
  }
}
