package io.dlrhub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.Http;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose {@code onException} goes on after a ledger endpoint that stored nothing. */
class ContinuedFailureTest {

  private static final String MESSAGE = "{\"provider\":\"ucloud\",\"messageId\":\"one\"}";

  @TempDir Path folder;
  private HostContext host;
  private Object instead;

  @BeforeEach
  void makeHost() throws Exception {
    host = new HostContext();
    host.context
        .getPropertiesComponent()
        .addInitialProperty("dlr.ledger.url", "jdbc:sqlite:" + folder.resolve("ledger.db"));
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class).continued(true);
            from("kamelet:ucloud-usms-push-source").process(e -> replace(e)).to("ledger:append");
            from("kamelet:sent-messages-source?open=true")
                .process(e -> replace(e))
                .to("ledger:track");
          }

          private void replace(org.apache.camel.Exchange exchange) {
            if (instead != null) {
              exchange.getMessage().setBody(instead);
            }
          }
        });
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  @Test
  void aPushThatWasNotAppendedIsNotAcknowledged() {
    String push = UCloudPushes.delivered("s-1", "18512345678");
    assertThat(Http.post(host.url("/ucloud/reports"), push).statusCode()).isEqualTo(200);
    instead = 7;
    assertThat(Http.post(host.url("/ucloud/reports"), push).statusCode()).isEqualTo(503);
  }

  @Test
  void messagesThatWereNotTrackedAreNotAccepted() {
    assertThat(Http.post(host.url("/messages"), MESSAGE).statusCode()).isEqualTo(202);
    instead = 7;
    assertThat(Http.post(host.url("/messages"), MESSAGE).statusCode()).isEqualTo(503);
  }
}
