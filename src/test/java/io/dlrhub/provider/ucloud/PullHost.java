package io.dlrhub.provider.ucloud;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A host's Camel context with the pull Kamelet in it, and something that stores its pages. */
final class PullHost implements AutoCloseable, PullJournal {

  /** What was stored of one exchange. */
  record Stored(List<?> reports, List<?> rejected, PullIntent intent, InDoubt inDoubt) {}

  final CamelContext context = new DefaultCamelContext();
  final List<Stored> stored = new CopyOnWriteArrayList<>();
  final List<String> journal = new CopyOnWriteArrayList<>();
  final List<String> outcomes = new CopyOnWriteArrayList<>();
  final List<Object> deadLetters = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();
  final AtomicInteger continuedFailures = new AtomicInteger();
  final AtomicInteger journalFailures = new AtomicInteger();
  final AtomicInteger observerFailures = new AtomicInteger();
  final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, String> options = new LinkedHashMap<>();
  private boolean deadLetterChannel;

  PullHost(ScriptedGateway gateway) {
    this(gateway.url());
  }

  PullHost(String endpoint) {
    context.getRegistry().bind("intents", PullJournal.class, this);
    PullObserver observer =
        (provider, account, action, outcome) -> {
          outcomes.add(action + " " + outcome.wireName());
          if (observerFailures.getAndDecrement() > 0) {
            throw new IllegalStateException("no metrics");
          }
        };
    context.getRegistry().bind("observer", observer);
    option("endpoint", endpoint);
    option("publicKey", " pub@example.com1 ");
    option("privateKey", "RAW(secret)");
    option("journal", "intents");
    option("tick", "10ms");
    option("period", "20ms");
    option("backoff", "20ms");
    option("backoffLongest", "1h");
  }

  PullHost option(String name, String value) {
    if (value == null) {
      options.remove(name);
    } else {
      options.put(name, value);
    }
    return this;
  }

  /** As many hosts have it: every route's default error handler is a dead-letter channel. */
  PullHost withDeadLetterChannel() {
    deadLetterChannel = true;
    return this;
  }

  PullHost start() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            if (deadLetterChannel) {
              errorHandler(deadLetterChannel("direct:dead"));
              from("direct:dead").process(e -> deadLetters.add(e.getMessage().getBody()));
              from(uri()).process(PullHost.this::store);
            } else {
              from(uri()).errorHandler(noErrorHandler()).process(PullHost.this::store);
            }
          }
        });
    context.start();
    return this;
  }

  private String uri() {
    StringJoiner uri = new StringJoiner("&", "kamelet:ucloud-usms-pull-source/pull?", "");
    options.forEach((name, value) -> uri.add(name + "=" + value));
    return uri.toString();
  }

  private void store(Exchange exchange) {
    attempts.incrementAndGet();
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    if (failures.getAndDecrement() > 0) {
      throw new IllegalStateException("disk full");
    }
    if (continuedFailures.getAndDecrement() > 0) {
      exchange.setProperty(NotStored.PROPERTY, new IllegalStateException("disk full"));
      return;
    }
    List<?> rejected = exchange.getProperty(Rejected.PROPERTY, List.of(), List.class);
    PullIntent intent = exchange.getProperty(PullIntent.PROPERTY, PullIntent.class);
    stored.add(
        new Stored(
            exchange.getMessage().getBody(List.class),
            rejected,
            intent,
            exchange.getProperty(InDoubt.PROPERTY, InDoubt.class)));
    if (intent != null) {
      journal.add("ended " + intent.number());
    }
  }

  List<String> messageIds() {
    List<String> ids = new ArrayList<>();
    stored.forEach(page -> page.reports.forEach(r -> ids.add(((DeliveryReport) r).messageId())));
    return ids;
  }

  void awaitStored(int pages) {
    await().atMost(LIMIT).until(() -> stored.size() >= pages);
  }

  void awaitOutcomes(int count) {
    await().atMost(LIMIT).until(() -> outcomes.size() >= count);
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    if (journalFailures.getAndDecrement() > 0) {
      throw new IllegalStateException("journal full");
    }
    int number = numbers.incrementAndGet();
    journal.add("begun " + number);
    return new PullIntent(number, provider, account, action);
  }

  @Override
  public void cancel(PullIntent intent) {
    journal.add("cancelled " + intent.number());
  }

  @Override
  public void close() {
    context.stop();
  }
}
