package io.dlrhub.provider.tencent;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.provider.tencent.TencentServer.Reply;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SettableClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Kamelet does when the provider, the network or the host fails. */
class StatisticsTroubleTest {

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

  @ParameterizedTest(name = "HTTP {0} is {1}")
  @CsvSource({
    "500, HTTP_TROUBLE",
    "503, HTTP_TROUBLE",
    "404, HTTP_TROUBLE",
    "429, RATE_LIMITED",
  })
  void sendsARequestOnceWhateverTheStatus(int status, PullOutcome outcome) throws Exception {
    server.script = request -> Reply.status(status, "<html>busy</html>");
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(outcome);
    assertThat(server.requests).hasSize(1);
    assertThat(host.handedOn).isEmpty();
    recovers();
  }

  @Test
  void tellsWhereARedirectPointsToAndAsksSeldom() throws Exception {
    server.script = request -> Reply.status(301, "");
    try (CapturedLog log = new CapturedLog()) {
      host.start();
      host.await(() -> host.outcomes.size() == 1);
      assertThat(host.outcomes).containsExactly(PullOutcome.REFUSED);
      assertThat(log.text()).contains("ERROR", "a redirect to " + server.endpoint() + "elsewhere");
    }
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void asksAgainForAnAnswerThatWasCutShort() throws Exception {
    server.script = request -> Reply.ok(TencentServer.SAMPLE).cutAfter(40);
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.HTTP_TROUBLE);
    recovers();
  }

  /** A compressed one too, or one of so many values that a tree of them fills the memory. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void outlivesAnAnswerThatWouldFillTheMemory(boolean zipped) throws Exception {
    String huge = "{\"result\":0,\"data\":[" + "0,".repeat(1 << 20) + "0]}";
    server.script = request -> zipped ? Reply.zipped(huge) : Reply.ok(huge);
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.HTTP_TROUBLE);
    recovers();
  }

  @Test
  void doesNotWaitForAnAnswerForEver() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.script =
        request -> {
          awaitLatch(over);
          return Reply.ok(TencentServer.SAMPLE);
        };
    host.option("responseTimeout", "50ms").start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.HTTP_TROUBLE);
    over.countDown();
    server.script = request -> Reply.ok(TencentServer.SAMPLE);
    clock.advance(Duration.ofSeconds(5));
    host.await(() -> host.records().size() == 3);
  }

  @Test
  void waitsLongerEachTimeForAProviderThatIsAway() throws Exception {
    server.close();
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    clock.advance(Duration.ofSeconds(5));
    host.await(() -> host.outcomes.size() == 2);
    clock.advance(Duration.ofSeconds(10));
    host.await(() -> host.outcomes.size() == 3);
    assertThat(host.outcomes).containsOnly(PullOutcome.HTTP_TROUBLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":1001,\"errmsg\":\"sig check fail\"}",
        "{\"result\":\"1009\",\"errmsg\":\"source ip\"}",
        "{\"result\":4711}",
        "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"x\",\"ErrorCode\":60008}",
      })
  void handsNothingOnWhenRefused(String body) throws Exception {
    server.script = request -> Reply.ok(body);
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.REFUSED);
    assertThat(host.handedOn).isEmpty();
    clock.advance(Duration.ofMinutes(15));
    host.await(() -> host.outcomes.size() == 2);
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void asksAgainWhenTheHostCouldNotTakeTheReading() throws Exception {
    host.sink =
        exchange -> {
          throw new IllegalStateException("ledger full");
        };
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.NOT_HANDED_ON);
    host.sink = exchange -> {};
    recovers();
  }

  /** A context-wide dead-letter channel makes a failure look handled; it must not look stored. */
  @Test
  void doesNotTakeADeadLetterForAHandOver() throws Exception {
    host.deadLetters("log:dead?level=OFF");
    host.sink =
        exchange -> {
          throw new IllegalStateException("ledger full");
        };
    host.start();
    host.await(() -> host.outcomes.size() == 1);
    assertThat(host.outcomes).containsExactly(PullOutcome.NOT_HANDED_ON);
    host.sink = exchange -> {};
    recovers();
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "appKey, ' ', appKey is blank",
    "sdkAppId, ' ', sdkAppId is blank",
    "account, ' ', account is blank",
    "period, 10ms, period is PT0.01S",
    "lookback, 40d, lookback is PT960H",
    "responseTimeout, 0s, responseTimeout is",
    "minPause, 0, minPause is",
    "maxPause, 1s, maxPause is PT1S",
    "journal, notThere, journal is notThere",
    "clock, notThere, clock is notThere",
  })
  void doesNotStartWithAnOptionThatCannotWork(String option, String value, String message) {
    assertThatThrownBy(() -> host.option(option, value).start())
        .satisfies(
            thrown -> assertThat(rootCause(thrown)).hasMessageContaining("parameter " + message));
  }

  @Test
  void namesTheOptionThatIsNoDuration() {
    assertThatThrownBy(() -> host.option("period", "soon").start())
        .satisfies(thrown -> assertThat(messages(thrown)).contains("period"));
  }

  @Test
  void doesNotStartWithoutAKey() {
    assertThatThrownBy(() -> host.without("appKey").start())
        .satisfies(thrown -> assertThat(rootCause(thrown)).hasMessageContaining("appKey"));
  }

  /** After the pause, with a server that works, every hour is asked for again and handed on. */
  private void recovers() {
    int before = server.requests.size();
    server.script = request -> Reply.ok(TencentServer.SAMPLE);
    clock.advance(Duration.ofSeconds(5));
    host.await(() -> host.records().size() == 3);
    assertThat(server.requests).hasSize(before + 3);
    assertThat(server.hours().get(before)).isEqualTo(server.hours().get(0));
  }

  private static Throwable rootCause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
  }

  private static String messages(Throwable thrown) {
    return thrown == null ? "" : thrown.getMessage() + "\n" + messages(thrown.getCause());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
