package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.simulator.UCloudSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.Test;

class SingleShotClientTest {

  /** Camel's pool has 20 connections a route: the 21st pull waited for one for ever. */
  @Test
  void givesTheConnectionBackAfterEachAnswer() throws Exception {
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        CamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("client", new SingleShotClient());
      context.start();
      String uri =
          ucloud.endpoint()
              + "?httpMethod=POST&throwExceptionOnFailure=false"
              + "&httpClientConfigurer=#bean:client";
      ProducerTemplate template = context.createProducerTemplate();
      for (int i = 0; i < 3; i++) {
        assertThat(template.requestBody(uri, "a=b", String.class)).contains("\"RetCode\":160");
      }
      HttpEndpoint endpoint = context.getEndpoint(uri, HttpEndpoint.class);
      PoolingHttpClientConnectionManager pool =
          (PoolingHttpClientConnectionManager) endpoint.getClientConnectionManager();
      assertThat(pool.getTotalStats().getLeased()).isZero();
    }
  }
}
