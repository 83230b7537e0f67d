package io.dlrhub.provider;

import io.dlrhub.http.Outbound;
import io.dlrhub.report.Durations;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step <em>call</em> of every provider's Kamelet: posts the {@link ProviderRequest} that is the
 * body, once, and makes the {@link HttpAnswer} the body; it never throws for what came of it.
 */
public final class ProviderCall implements Processor, CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private URI endpoint;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration responseTimeout = Duration.ofSeconds(70);
  private int maxAnswer = ProviderClient.MAX_ANSWER;
  private ProviderClient client;

  /** Makes the client; called once when all is set. */
  public void start() {
    client =
        new ProviderClient(
            Outbound.of(context),
            connectTimeout,
            responseTimeout,
            maxAnswer,
            "provider, account " + account);
  }

  @Override
  public void process(Exchange exchange) {
    ProviderRequest request = exchange.getMessage().getBody(ProviderRequest.class);
    exchange.getMessage().setBody(client.post(endpoint, request));
  }

  /** Our name for the account, whose answers share a part of the memory. */
  public void setAccount(String account) {
    this.account = account;
  }

  /** Address of the provider's gateway. */
  public void setEndpoint(String endpoint) {
    this.endpoint = Endpoint.parse(endpoint);
  }

  /** How long to wait for a connection; 5 s, more than 0. */
  public void setConnectTimeout(String connectTimeout) {
    this.connectTimeout = Durations.parse("parameter connectTimeout", connectTimeout);
  }

  /** How long to wait for the answer to begin, and for its body to be complete; 70 s. */
  public void setResponseTimeout(String responseTimeout) {
    this.responseTimeout = Durations.parse("parameter responseTimeout", responseTimeout);
  }

  /** Most bytes of an answer, also decompressed; 16 MiB, of what is longer the rest is not read. */
  public void setMaxAnswer(int maxAnswer) {
    this.maxAnswer = maxAnswer;
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
