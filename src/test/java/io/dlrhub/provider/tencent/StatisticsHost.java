package io.dlrhub.provider.tencent;

import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.WindowJournal;
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

/** A Camel context with nothing but one instance of the Kamelet, and what it handed on. */
final class StatisticsHost implements AutoCloseable {

  final List<Exchange> handedOn = new CopyOnWriteArrayList<>();
  final List<PullOutcome> outcomes = new CopyOnWriteArrayList<>();
  volatile Processor sink = exchange -> {};
  WindowJournal journal = WindowJournal.inMemory();
  String deadLetters;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Map<String, String> options = new LinkedHashMap<>();

  StatisticsHost(TencentServer server, HandClock clock) {
    context.getRegistry().bind("clock", clock);
    option("endpoint", server.endpoint()).option("clock", "#bean:clock");
    option("journal", "#bean:journal").option("observer", "#bean:observer");
    option("sdkAppId", "1400001234").option("appKey", "5f03a35d00ee52a21327ab048186a2c4");
    option("callInterval", "5ms");
  }

  StatisticsHost option(String name, String value) {
    options.put(name, value);
    return this;
  }

  StatisticsHost without(String name) {
    options.remove(name);
    return this;
  }

  void start() {
    context.getRegistry().bind("journal", WindowJournal.class, journal);
    io.dlrhub.report.PullObserver observer =
        (provider, account, action, outcome) -> outcomes.add(outcome);
    context.getRegistry().bind("observer", io.dlrhub.report.PullObserver.class, observer);
    try {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              if (deadLetters != null) {
                errorHandler(deadLetterChannel(deadLetters));
              }
              from("kamelet:tencent-sms-statistics-source/source?" + query())
                  .routeId("statistics")
                  .process(exchange -> sink.process(exchange))
                  .process(handedOn::add);
            }
          });
      context.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
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
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  @Override
  public void close() {
    context.stop();
  }
}
