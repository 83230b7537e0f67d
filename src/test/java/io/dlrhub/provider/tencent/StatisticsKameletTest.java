package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.qcloudsms.SmsSenderUtil;
import io.dlrhub.provider.tencent.TencentServer.Reply;
import io.dlrhub.provider.tencent.TencentServer.Request;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.Record;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Kamelet asks for and hands on, over real HTTP on loopback. */
class StatisticsKameletTest {

  private final SettableClock clock = new SettableClock("2026-11-20T02:20:00Z");
  private final WindowJournal journal = WindowJournal.inMemory();
  private TencentServer server;
  private StatisticsHost host;

  @BeforeEach
  void setUp() throws Exception {
    server = new TencentServer();
    host = new StatisticsHost(server.endpoint(), clock, journal);
  }

  @AfterEach
  void tearDown() {
    host.close();
    server.close();
  }

  /** As {@code ledger:append} leaves it, where an error handler then goes on. */
  @Test
  void anHourThatALedgerSaysIsNotStoredIsAskedForAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    host.sink =
        exchange -> {
          if (failures.getAndDecrement() > 0) {
            exchange.setProperty(NotStored.PROPERTY, new IllegalStateException("disk full"));
          }
        };
    host.start();
    host.await(() -> host.outcomes.contains(PullOutcome.NOT_HANDED_ON));
    assertThat(journal.lastComplete("tencent", "default"))
        .hasValueSatisfying(
            hour -> assertThat(hour).isBefore(clock.instant().minusSeconds(3 * 3600)));
  }

  @Test
  void asksForEveryHourThatIsOverBackToTheLookbackNewestFirst() throws Exception {
    host.option("lookback", "5h").start();
    host.await(() -> host.records().size() == 5);
    assertThat(server.hours())
        .containsExactly(2026112009L, 2026112008L, 2026112007L, 2026112006L, 2026112005L);
    DeliveryStatistics first = (DeliveryStatistics) host.records().get(0);
    assertThat(first.windowStart()).isEqualTo("2026-11-20T01:00:00Z");
    assertThat(first.windowEnd()).isEqualTo("2026-11-20T02:00:00Z");
    assertThat(first.account()).isEqualTo("default");
    assertThat(host.outcomes).containsOnly(PullOutcome.OK);
  }

  @Test
  void asksAsTheDocumentSays() throws Exception {
    host.start();
    host.await(() -> host.records().size() == 3);
    Request request = server.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri().getPath()).isEqualTo("/v5/tlssmssvr/pullcallbackstatus");
    assertThat(request.contentType()).startsWith("application/json");
    assertThat(request.query("sdkappid")).isEqualTo("1400001234");
    assertThat(request.body().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("sig", "time", "begin_date", "end_date");
    assertThat(request.body().path("time").asLong()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(request.body().path("end_date")).isEqualTo(request.body().path("begin_date"));
    assertSigned(request, StatisticsHost.APP_KEY);
    assertThat(server.requests.stream().map(each -> each.query("random"))).doesNotHaveDuplicates();
  }

  @Test
  void takesAnEndpointWithoutASlashAtItsEnd() throws Exception {
    host.option("endpoint", server.endpoint().replaceAll("/$", "")).start();
    host.await(() -> host.records().size() == 3);
    assertThat(server.requests.get(0).uri().getPath())
        .isEqualTo("/v5/tlssmssvr/pullcallbackstatus");
  }

  @Test
  void signsWithAKeyOfWhateverCharacters() throws Exception {
    host.option("appKey", "a+b&c=%41/#?x").start();
    host.await(() -> host.records().size() == 3);
    assertSigned(server.requests.get(0), "a+b&c=%41/#?x");
  }

  @Test
  void handsOnNoHeaderOfTheNetwork() throws Exception {
    host.start();
    host.await(() -> host.records().size() == 3);
    assertThat(host.handedOn.get(0).getMessage().getHeaders()).isEmpty();
  }

  @Test
  void asksForANewHourWhenItIsOverAndForTheOthersLessOften() throws Exception {
    host.start();
    host.await(() -> host.records().size() == 3);
    clock.set("2026-11-20T03:00:00Z");
    host.await(() -> host.records().size() == 7);
    assertThat(server.hours().subList(3, 7))
        .containsExactly(2026112010L, 2026112009L, 2026112008L, 2026112007L);
    clock.set("2026-11-20T03:05:00Z");
    host.await(() -> host.records().size() == 9);
    assertThat(server.hours().subList(7, 9)).containsExactly(2026112010L, 2026112009L);
  }

  @Test
  void handsOnWhatItCannotUnderstandBesideAnEmptyList() throws Exception {
    server.script = request -> Reply.ok("<html>captive portal</html>");
    host.start();
    host.await(() -> host.handedOn.size() == 1);
    assertThat(host.records()).isEmpty();
    assertThat(host.rejected()).hasSize(1);
    assertThat(host.rejected().get(0).reason()).isEqualTo("not-json");
    host.await(() -> host.outcomes.contains(PullOutcome.NOT_UNDERSTOOD));
  }

  @Test
  void goesOnWhereItStoppedAfterARestart() throws Exception {
    host.start();
    host.await(() -> host.records().size() == 3);
    host.close();
    clock.set("2026-11-22T02:20:00Z");
    server.requests.clear();
    host = new StatisticsHost(server.endpoint(), clock, journal);
    host.start();
    host.await(() -> host.records().size() == 51);
    assertThat(server.hours())
        .doesNotHaveDuplicates()
        .startsWith(2026112209L, 2026112208L, 2026112207L, 2026112007L, 2026112008L)
        .endsWith(2026112206L);
    host.await(() -> complete().equals(Instant.parse("2026-11-21T22:00:00Z")));
  }

  @Test
  void needsNoBeansOfTheHost() throws Exception {
    host.without("clock").without("journal").start();
    host.await(() -> host.records().size() == 3);
    Record record = host.records().get(0);
    assertThat(Duration.between(record.receivedAt(), Instant.now()))
        .isLessThan(Duration.ofHours(1));
  }

  @Test
  void asksForTwoAccountsEachWithItsOwnKey() throws Exception {
    host.start();
    host.option("account", "shop2").option("sdkAppId", "1400005678").option("appKey", "second");
    host.add("statistics-2");
    host.await(() -> host.records().size() == 6);
    Set<String> accounts = host.records().stream().map(Record::account).collect(Collectors.toSet());
    assertThat(accounts).containsExactlyInAnyOrder("default", "shop2");
    List<Request> second =
        server.requests.stream()
            .filter(request -> request.query("sdkappid").equals("1400005678"))
            .toList();
    assertThat(second).hasSize(3);
    assertSigned(second.get(0), "second");
  }

  private Instant complete() {
    return journal.lastComplete("tencent", "default").orElseThrow();
  }

  private static void assertSigned(Request request, String key) throws Exception {
    long random = Long.parseLong(request.query("random"));
    long time = request.body().path("time").asLong();
    assertThat(request.body().path("sig").asText())
        .isEqualTo(SmsSenderUtil.calculateSignature(key, random, time));
  }
}
