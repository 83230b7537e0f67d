package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.SinkState;
import io.dlrhub.report.Record;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the ledger component over a ledger on the disk. */
final class LedgerHost implements AutoCloseable {

  private final Path folder;
  private final CamelContext context = new DefaultCamelContext();
  private final List<Record> delivered = new CopyOnWriteArrayList<>();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  LedgerHost(Path folder) {
    this.folder = folder;
    context.getPropertiesComponent().addInitialProperty("dlr.ledger.url", url());
  }

  String url() {
    return Ledgers.url(folder.resolve("ledger.db"));
  }

  CamelContext context() {
    return context;
  }

  /** What the sink got. */
  List<Record> delivered() {
    return delivered;
  }

  /** How many at once. */
  List<Integer> sizes() {
    return sizes;
  }

  void start(RouteBuilder... routes) throws Exception {
    for (RouteBuilder builder : routes) {
      context.addRoutes(builder);
    }
    context.start();
  }

  RouteBuilder append() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:append").routeId("append").errorHandler(noErrorHandler()).to("ledger:append");
      }
    };
  }

  /** A sink that does what is given and then remembers what it got. */
  RouteBuilder sink(String uri, Processor step) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(uri)
            .routeId("sink")
            .errorHandler(noErrorHandler())
            .process(step)
            .process(LedgerHost.this::remember);
      }
    };
  }

  private void remember(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Batch batch) {
      sizes.add(batch.size());
      delivered.addAll(batch);
    } else {
      delivered.add(exchange.getMessage().getBody(Record.class));
    }
  }

  void send(Object body) {
    context.createFluentProducerTemplate().to("direct:append").withBody(body).request();
  }

  Ledger ledger() {
    return context.getComponent("ledger", LedgerComponent.class).ledger();
  }

  SinkState state() {
    return ledger().sinks().get(0);
  }

  @Override
  public void close() {
    context.stop();
  }
}
