package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.Endpoint;
import io.dlrhub.provider.HostBeans;
import io.dlrhub.provider.ProviderRequest;
import io.dlrhub.report.PullObserver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;

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
    Endpoint.parse(endpoint);
    return new Credentials(publicKey, privateKey, projectId, region, zone);
  }

  final Clock clock() {
    return HostBeans.clock(context, clock);
  }

  final PullObserver observer() {
    return HostBeans.observer(context);
  }

  /** Makes the body the signed request that the step <em>call</em> posts. */
  static void putRequest(Exchange exchange, String form) {
    exchange
        .getMessage()
        .setBody(
            new ProviderRequest(
                "", SignedForm.CONTENT_TYPE, form.getBytes(StandardCharsets.US_ASCII)));
  }
}
