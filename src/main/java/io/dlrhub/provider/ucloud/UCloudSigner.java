package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.ProviderRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What the steps <em>sign</em> have in common: who asks, and the form that is posted. */
public abstract class UCloudSigner implements Processor {

  private String publicKey;
  private String privateKey;
  private String projectId;
  private String region;
  private String zone;
  private Credentials credentials;

  /**
   * Checks the keys.
   *
   * @throws IllegalArgumentException naming the option that is missing
   */
  public void start() {
    credentials = new Credentials(publicKey, privateKey, projectId, region, zone);
  }

  /**
   * Checks what only some calls want.
   *
   * @throws IllegalArgumentException naming the option that is missing
   */
  final void requireRegionAndZone() {
    if (credentials.region() == null || credentials.zone() == null) {
      String missing = credentials.region() == null ? "region" : "zone";
      throw new IllegalArgumentException(
          missing + " is missing: UCloud wants both for video messages, such as cn-bj2, cn-bj2-02");
    }
  }

  /** The parameters every request for that action begins with. */
  final Map<String, String> parameters(String action) {
    return credentials.parameters(action);
  }

  /** Makes the body the signed request that the step <em>call</em> posts. */
  final void putRequest(Exchange exchange, Map<String, String> parameters) {
    String form = SignedForm.of(parameters, credentials.privateKey());
    exchange
        .getMessage()
        .setBody(
            new ProviderRequest(
                "", SignedForm.CONTENT_TYPE, form.getBytes(StandardCharsets.US_ASCII)));
  }

  /** From UCloud's console. */
  public final void setPublicKey(String value) {
    publicKey = value;
  }

  /** From UCloud's console; signs, is never sent. */
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
}
