package io.dlrhub.provider.tencent;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.provider.tencent.TencentServer.Reply;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route into a real ledger. */
class StatisticsRouteTest {

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock("2026-11-20T02:20:00Z");
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<DeliveryStatistics> delivered = new CopyOnWriteArrayList<>();
  private TencentServer server;

  @BeforeEach
  void setUp() throws Exception {
    server = new TencentServer();
    property("dlr.ledger.url", "jdbc:sqlite:" + folder.resolve("ledger.db"));
    property("dlr.tencent.endpoint", server.endpoint());
    property("dlr.tencent.account", "default");
    property("dlr.tencent.sdk-app-id", "1400001234");
    property("dlr.tencent.app-key", "a+b&c=%41/#?x");
    property("dlr.tencent.statistics.period", "1m");
    property("dlr.tencent.statistics.lookback", "3h");
    property("dlr.tencent.statistics.running-hour", "false");
    context.getRegistry().bind("clock", Clock.class, clock);
    context.getRegistry().bind("windows", WindowJournal.class, WindowJournal.inMemory());
  }

  @AfterEach
  void tearDown() {
    context.stop();
    server.close();
  }

  @Test
  void storesAReadingOnceAndAChangedOneAsItsNextRevision() throws Exception {
    start("true");
    awaitDelivered(3);
    assertThat(delivered).extracting(DeliveryStatistics::revision).containsOnly(1);
    clock.advance(Duration.ofMinutes(10));
    await().atMost(LIMIT).until(() -> server.requests.size() >= 5);
    server.script =
        request ->
            Reply.ok(
                request.hour() == 2026112008L
                    ? TencentServer.SAMPLE.replace("100", "107")
                    : TencentServer.SAMPLE);
    clock.advance(Duration.ofMinutes(20));
    awaitDelivered(4);
    DeliveryStatistics changed = delivered.get(3);
    assertThat(changed.windowStart()).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(changed.submitted()).isEqualTo(107);
    assertThat(changed.revision()).isEqualTo(2);
    assertThat(changed.id()).isNotEqualTo(delivered.get(1).id());
    long time = server.requests.get(0).body().path("time").asLong();
    assertThat(server.requests.get(0).body().path("sig").asText())
        .isEqualTo(
            TencentSignature.sign("a+b&c=%41/#?x", server.requests.get(0).query("random"), time));
  }

  @Test
  void isNotThereWhenSwitchedOff() throws Exception {
    start("false");
    assertThat(context.getRoute("tencent-statistics")).isNull();
  }

  private void start(String enabled) throws Exception {
    property("dlr.tencent.statistics.enabled", enabled);
    String yaml =
        Files.readString(Path.of("routes/tencent.yaml"))
            .replace("journal: ledger", "journal: windows\n        clock: clock")
            .replace("period:", "callInterval: 5ms\n        period:");
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("tencent.yaml", yaml));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:feed/test?start=beginning")
                .routeId("test")
                .errorHandler(noErrorHandler())
                .process(
                    exchange ->
                        delivered.add(exchange.getMessage().getBody(DeliveryStatistics.class)));
          }
        });
    context.start();
  }

  private void awaitDelivered(int records) {
    await().atMost(LIMIT).until(() -> delivered.size() == records);
  }

  private void property(String name, String value) {
    context.getPropertiesComponent().addInitialProperty(name, value);
  }
}
