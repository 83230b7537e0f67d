package io.dlrhub.provider.tencent;

import static io.dlrhub.testing.Waiting.LIMIT;

import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.testing.SettableClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/** A Camel context with instances of the Kamelet, and what they handed on. */
final class StatisticsHost implements AutoCloseable {

  static final String APP_KEY = "5f03a35d00ee52a21327ab048186a2c4";

  final List<Exchange> handedOn = new CopyOnWriteArrayList<>();
  final List<PullOutcome> outcomes = new CopyOnWriteArrayList<>();

  /** What the host's route does with what it gets. */
  volatile Processor sink = exchange -> {};

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Map<String, String> options = new LinkedHashMap<>();
  private String deadLetters;

  StatisticsHost(String endpoint, SettableClock clock, WindowJournal journal) {
    PullObserver observer = (provider, account, action, outcome) -> outcomes.add(outcome);
    context.getRegistry().bind("clock", clock);
    context.getRegistry().bind("journal", WindowJournal.class, journal);
    context.getRegistry().bind("observer", PullObserver.class, observer);
    option("endpoint", endpoint).option("clock", "clock");
    option("journal", "journal");
    option("sdkAppId", "1400001234").option("appKey", APP_KEY);
    option("callInterval", "5ms").option("lookback", "3h");
  }

  StatisticsHost option(String name, String value) {
    options.put(name, value);
    return this;
  }

  StatisticsHost without(String name) {
    options.remove(name);
    return this;
  }

  /** Gives the context a dead-letter channel as its default error handler. */
  StatisticsHost deadLetters(String uri) {
    deadLetters = uri;
    return this;
  }

  /** Starts the context with one instance. */
  void start() throws Exception {
    add("statistics");
    context.start();
  }

  /** Adds an instance with the options as they are now. */
  void add(String id) throws Exception {
    String uri = "kamelet:tencent-sms-statistics-source/" + id + "-source?" + query();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            if (deadLetters != null) {
              errorHandler(deadLetterChannel(deadLetters));
            }
            from(uri)
                .routeId(id)
                .process(exchange -> sink.process(exchange))
                .process(handedOn::add);
          }
        });
  }

  private String query() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=RAW(" + option.getValue() + ")")
        .collect(Collectors.joining("&"));
  }

  List<Record> records() {
    return handedOn.stream()
        .flatMap(exchange -> ((List<?>) exchange.getMessage().getBody()).stream())
        .map(Record.class::cast)
        .toList();
  }

  List<Rejected> rejected() {
    return handedOn.stream()
        .flatMap(exchange -> ((List<?>) exchange.getProperty(Rejected.PROPERTY)).stream())
        .map(Rejected.class::cast)
        .toList();
  }

  void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  @Override
  public void close() {
    context.stop();
  }
}
