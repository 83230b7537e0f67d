package io.dlrhub.provider.ucloud;

import io.dlrhub.report.PullObserver;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the Kamelets that call UCloud have in common: options, request and answer. */
public abstract class UCloudClient implements CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private String endpoint;
  private String publicKey;
  private String privateKey;
  private String projectId;
  private String region;
  private String zone;
  private String phoneRegion = "CN";
  private Object clock;

  @Override
  public final CamelContext getCamelContext() {
    return context;
  }

  @Override
  public final void setCamelContext(CamelContext camelContext) {
    this.context = camelContext;
  }

  /** Our name for the account. */
  public final void setAccount(String value) {
    account = value;
  }

  /** Address of the gateway. */
  public final void setEndpoint(String value) {
    endpoint = value;
  }

  /** From UCloud's console. */
  public final void setPublicKey(String value) {
    publicKey = value;
  }

  /** From UCloud's console. */
  public final void setPrivateKey(String value) {
    privateKey = value;
  }

  /** Sub-accounts must name it. */
  public final void setProjectId(String value) {
    projectId = value;
  }

  /** Region parameter of requests. */
  public final void setRegion(String value) {
    region = value;
  }

  /** Zone parameter of requests. */
  public final void setZone(String value) {
    zone = value;
  }

  /** Region of a phone written without country code. */
  public final void setPhoneRegion(String value) {
    phoneRegion = value;
  }

  /** A {@link Clock}, or the name of its bean; none for the system's. */
  public final void setClock(Object value) {
    clock = value;
  }

  final String account() {
    return account;
  }

  final String phoneRegion() {
    return phoneRegion;
  }

  final Credentials credentials() {
    Options.checkEndpoint(endpoint);
    return new Credentials(publicKey, privateKey, projectId, region, zone);
  }

  final Clock clock() {
    return Options.clock(context, clock);
  }

  final PullObserver observer() {
    PullObserver found = context.getRegistry().findSingleByType(PullObserver.class);
    return found != null ? found : PullObserver.none();
  }

  /** Makes the message the request, and nothing but it. */
  static void putRequest(Exchange exchange, String form) {
    // left over by a step that caught something, it would pass for a failure of this request
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.CONTENT_TYPE, SignedForm.CONTENT_TYPE);
    message.setBody(form);
  }

  /** What came of the request, taken off the exchange. */
  static HttpAnswer takeAnswer(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    if (failure != null) {
      return HttpAnswer.none(failure);
    }
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    HttpAnswer answer =
        new HttpAnswer(
            message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
            body == null ? new byte[0] : body,
            message.getHeader(SingleShotClient.BROKEN_OFF, String.class),
            null);
    message.removeHeaders("*");
    message.setBody(null);
    return answer;
  }
}
