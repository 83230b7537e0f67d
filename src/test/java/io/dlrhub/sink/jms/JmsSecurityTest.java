package io.dlrhub.sink.jms;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.FeedStatus;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SinkHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route at a real broker that asks who is there. */
class JmsSecurityTest {

  private static final String QUEUE = "delivery-reports";
  private static final String PASSWORD = "pass+word&=% #1";

  @TempDir Path brokerFolder;
  @TempDir Path folder;
  private ArtemisBroker broker;
  private SinkHost host;

  @BeforeEach
  void startBroker() {
    broker = new ArtemisBroker(brokerFolder).secured("hub", PASSWORD).start();
    host = SinkHost.withOnly("jms", folder).set("dlr.sink.jms.url", broker.url());
  }

  @AfterEach
  void stop() {
    host.close();
    broker.close();
  }

  @Test
  void sendsAsTheUserWithThePassword() {
    host.set("dlr.sink.jms.username", "hub").set("dlr.sink.jms.password", PASSWORD).start();
    host.append(Reports.numbers(0, 700));
    host.awaitDelivered("jms");

    assertThat(broker.count(QUEUE)).isEqualTo(700);
  }

  @Test
  void isTurnedAwayWithoutAUser() {
    host.start();
    host.append(Reports.numbers(0, 3));
    awaitFailures(2);

    assertThat(broker.count(QUEUE)).isZero();
  }

  /** The password has been changed at one end: everything waits until it is at the other too. */
  @Test
  void aWrongPasswordIsRetriedVisiblyAndNothingIsGivenUp() {
    String wrong = "never-in-a-log-7";
    try (CapturedLog log = new CapturedLog()) {
      host.set("dlr.sink.jms.username", "hub").set("dlr.sink.jms.password", wrong).start();
      // Few enough that refusals would be dead letters: more in a row are an endpoint's.
      host.append(Reports.numbers(0, 5));
      awaitFailures(3);

      assertThat(status().problem()).contains("hub").doesNotContain(wrong);
      assertThat(host.sink("jms").lag()).isEqualTo(5);
      assertThat(host.sink("jms").deadLetters()).isZero();
      assertThat(broker.count(QUEUE)).isZero();

      broker.kill();
      broker.secured("hub", wrong).start();
      host.awaitDelivered("jms");
      assertThat(log.text())
          .contains("Sink jms", "trying again", "goes on after")
          .doesNotContain(wrong);
    }
    assertThat(broker.count(QUEUE)).isEqualTo(5);
    assertThat(host.sink("jms").deadLetters()).isZero();
  }

  private void awaitFailures(int least) {
    await().atMost(LIMIT).until(() -> status().failures() >= least);
  }

  private FeedStatus status() {
    return host.context().getComponent("ledger", LedgerComponent.class).feeds().stream()
        .findFirst()
        .orElseThrow();
  }
}
