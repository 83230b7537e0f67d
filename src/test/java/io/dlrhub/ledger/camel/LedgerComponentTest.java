package io.dlrhub.ledger.camel;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.InDoubtCount;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ledger the component uses, and what {@code ledger:append} takes. */
class LedgerComponentTest {

  @TempDir Path folder;
  @AutoClose private LedgerHost host;

  @BeforeEach
  void makeHost() {
    host = new LedgerHost(folder);
  }

  @Test
  void failsTheExchangeInAHostWithADeadLetterChannel() throws Exception {
    host.context()
        .getCamelContextExtension()
        .setErrorHandlerFactory(new org.apache.camel.builder.DeadLetterChannelBuilder("log:dead"));
    host.start(host.append(), host.sink("ledger:feed/test", exchange -> {}));
    host.ledger().close();
    Exchange answer =
        host.context()
            .createFluentProducerTemplate()
            .to("direct:append")
            .withBody(Reports.number(1))
            .send();
    assertThat(answer.getException()).isInstanceOf(LedgerException.class);
  }

  @Test
  void storesWhatTheExchangeCarriesBesideTheRecords() throws Exception {
    host.start(host.append());
    PullIntent intent = host.ledger().begin("ucloud", "default", "PullUSMSReport");
    InDoubt doubt = new InDoubt("ucloud", "default", "PullUSMSReport", Instant.now(), "cut");
    host.context()
        .createFluentProducerTemplate()
        .to("direct:append")
        .withExchangeProperty(PullIntent.PROPERTY, intent)
        .withExchangeProperty(InDoubt.PROPERTY, doubt)
        .withBody(List.of())
        .request();
    assertThat(host.ledger().inDoubtCounts())
        .containsExactly(new InDoubtCount("ucloud", "default", 1));
  }

  /** Each endpoint works on the one it names, sinks of one name included. */
  @Test
  void severalLedgersInOneContextAreNamed() throws Exception {
    try (Ledger first = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("1.db")));
        Ledger second = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("2.db")))) {
      host.context().getRegistry().bind("first", Ledger.class, first);
      host.context().getRegistry().bind("second", Ledger.class, second);
      LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
      component.setLedger(first);
      List<Object> ofTheSecond = new CopyOnWriteArrayList<>();
      host.start(
          host.append(),
          host.sink("ledger:feed/same?start=beginning", exchange -> {}),
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:second")
                  .errorHandler(noErrorHandler())
                  .to("ledger:append?ledger=#bean:second");
              from("ledger:feed/same?start=beginning&ledger=#bean:second")
                  .errorHandler(noErrorHandler())
                  .process(exchange -> ofTheSecond.add(exchange.getMessage().getBody()));
            }
          });
      host.send(Reports.number(1));
      host.context().createProducerTemplate().sendBody("direct:second", Reports.number(2));
      await().atMost(LIMIT).until(() -> host.delivered().size() == 1 && ofTheSecond.size() == 1);
      assertThat(host.delivered()).containsExactly(Reports.number(1));
      assertThat(first.sinks()).hasSize(1);
      assertThat(second.sinks().get(0).position()).isEqualTo(1);
    }
  }

  @Test
  void refusesABodyThatIsNoRecord() throws Exception {
    host.start(host.append());
    assertThatThrownBy(() -> host.send(List.of("text")))
        .rootCause()
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void usesTheBeanThatIsThere() throws Exception {
    try (Ledger own = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("own.db")))) {
      host.context().getRegistry().bind("mine", own);
      host.start(host.append());
      assertThat(host.ledger()).isSameAs(own);
      host.context().stop();
      own.append(Append.of(Reports.numbers(0, 1)));
    }
  }

  @Test
  void bindsTheLedgerItOpensAndClosesItWithTheContext() throws Exception {
    host.start(host.append());
    assertThat(host.context().getRegistry().lookupByName("ledger")).isSameAs(host.ledger());
    host.send(Reports.number(1));
    host.context().stop();
    try (Ledger again = Ledger.open(LedgerOptions.of(host.url()))) {
      assertThat(again.append(Append.of(Reports.numbers(1, 2))).duplicates()).isEqualTo(1);
    }
  }
}
