package io.dlrhub.provider.ucloud;

import static io.dlrhub.provider.ucloud.ScriptedGateway.page;
import static io.dlrhub.provider.ucloud.ScriptedGateway.report;
import static io.dlrhub.provider.ucloud.ScriptedGateway.whole;
import static io.dlrhub.testing.Waiting.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.provider.ucloud.PullHost.Stored;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PullJournal;
import io.dlrhub.report.Rejected;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped Kamelet in a host's context, against real HTTP on loopback. */
class UsmsPullSourceTest {

  private final ScriptedGateway gateway = new ScriptedGateway();
  private PullHost host = new PullHost(gateway);

  @AfterEach
  void stop() throws Exception {
    host.close();
    gateway.close();
  }

  @Test
  void sendsASignedFormByPost() throws Exception {
    host.option("projectId", "org-1").option("region", "cn-bj2").start();

    host.awaitStored(1);

    Map<String, String> form = new TreeMap<>(gateway.forms().get(0));
    String signature = form.remove("Signature");
    assertThat(form)
        .containsEntry("Action", "PullUSMSReport")
        .containsEntry("PublicKey", "pub@example.com1")
        .containsEntry("ProjectId", "org-1")
        .containsEntry("Region", "cn-bj2")
        .containsEntry("Limit", "200")
        .hasSize(5);
    assertThat(signature).isEqualTo(UCloudSignature.sign(form, "secret"));
    assertThat(gateway.heads().get(0))
        .startsWith("POST / HTTP/1.1\r\n")
        .contains("Content-Type: application/x-www-form-urlencoded");
  }

  @Test
  void sendsNothingBackOfWhatAnAnswerBrought() throws Exception {
    host.start();

    host.awaitStored(3);

    assertThat(gateway.heads().get(2)).doesNotContain("Cookie").doesNotContain("a=b");
  }

  @Test
  void readsTheDocumentedSample() throws Exception {
    gateway.then(new String(Golden.bytes("pull.json"), UTF_8));
    host.start();

    host.awaitStored(1);

    Stored page = host.stored.get(0);
    assertThat(page.reports()).hasSize(2);
    DeliveryReport failed = (DeliveryReport) page.reports().get(1);
    assertThat(failed.origin()).isEqualTo(Origin.PULL);
    assertThat(failed.code()).isEqualTo("MSBLACK");
    assertThat(page.intent().number()).isEqualTo(1);
    assertThat(page.inDoubt()).isNull();
  }

  @Test
  void asksAtOnceAfterAFullPageAndWaitsAfterAShortOne() throws Exception {
    gateway.then(page("a", "b")).then(page("c", "d")).then(page("e"));
    host.option("limit", "2").option("period", "1h").start();

    host.awaitStored(3);

    assertThat(host.messageIds()).containsExactly("a", "b", "c", "d", "e");
    gateway.assertNoFurtherRequest(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"RetCode\":0}",
        "{\"RetCode\":\"0\",\"ReportSet\":null}",
        "{\"RetCode\":0,\"ReportSet\":[],\"ReqUuid\":{\"x\":[]}}"
      })
  void anEmptyQueueInEveryShapeIsAnEmptyPage(String answer) throws Exception {
    gateway.then(answer);
    host.start();

    host.awaitStored(1);

    assertThat(host.stored.get(0).reports()).isEmpty();
    assertThat(host.stored.get(0).inDoubt()).isNull();
    assertThat(host.journal).startsWith("begun 1", "ended 1");
    assertThat(host.outcomes).startsWith("PullUSMSReport ok");
  }

  @Test
  void rejectsUnusableElementsAndTakesTheRest() throws Exception {
    gateway.then("{\"RetCode\":0,\"ReportSet\":[7," + report("a") + ",{\"Phone\":\"1\"}]}");
    host.start();

    host.awaitStored(1);

    assertThat(host.messageIds()).containsExactly("a");
    assertThat(host.stored.get(0).rejected())
        .extracting(r -> ((Rejected) r).source() + " " + ((Rejected) r).reason())
        .containsExactly("ucloud-pull not-an-object", "ucloud-pull no-session-no");
  }

  @ParameterizedTest
  @CsvSource({"171,refused", "172,refused", "294,refused", "160,refused", "178,refused"})
  void aRefusalEndsTheIntentAndIsNotRepeatedSoon(String code, String outcome) throws Exception {
    gateway.then("{\"RetCode\":\"" + code + "\",\"Message\":\"no\"}");
    host.start();

    host.awaitOutcomes(1);

    assertThat(host.outcomes).containsExactly("PullUSMSReport " + outcome);
    gateway.assertNoFurtherRequest(1);
    assertThat(host.stored).isEmpty();
    assertThat(host.journal).containsExactly("begun 1", "cancelled 1");
  }

  @Test
  void aRateLimitIsWaitedForWithGrowingPauses() throws Exception {
    String limited = "{\"RetCode\":153,\"Message\":\"slow down\"}";
    gateway.then(limited).then(limited).then(page("a"));
    host.start();

    host.awaitStored(1);

    assertThat(host.outcomes)
        .startsWith(
            "PullUSMSReport rate-limited", "PullUSMSReport rate-limited", "PullUSMSReport ok");
    assertThat(host.journal)
        .startsWith("begun 1", "cancelled 1", "begun 2", "cancelled 2", "begun 3", "ended 3");
  }

  @Test
  void aPageIsNotLostWhenWhoIsToldOfItFails() throws Exception {
    gateway.then(page("a"));
    host.observerFailures.set(1);
    host.option("period", "1h").start();

    host.awaitStored(1);

    assertThat(host.messageIds()).containsExactly("a");
    assertThat(host.journal).containsExactly("begun 1", "ended 1");
    gateway.assertNoFurtherRequest(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429})
  void aClientErrorIsARefusal(int status) throws Exception {
    gateway.then(whole(status, "no"));
    host.option("period", "1h").start();

    host.awaitOutcomes(1);

    assertThat(host.outcomes)
        .containsExactly("PullUSMSReport " + (status == 429 ? "rate-limited" : "refused"));
    assertThat(host.journal).containsExactly("begun 1", "cancelled 1");
    gateway.assertNoFurtherRequest(1);
  }

  @Test
  void anEndpointNobodyListensOnIsNoDoubt() throws Exception {
    host.close();
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    host = new PullHost("http://127.0.0.1:" + port + "/").option("period", "1h").start();

    host.awaitOutcomes(1);

    assertThat(host.outcomes).containsExactly("PullUSMSReport http-trouble");
    assertThat(host.journal).containsExactly("begun 1", "cancelled 1");
    assertThat(host.stored).isEmpty();
  }

  @Test
  void nothingIsSentWhenTheIntentCannotBeStored() throws Exception {
    host.journalFailures.set(2);
    host.start();

    host.awaitStored(1);

    assertThat(host.outcomes)
        .startsWith("PullUSMSReport not-begun", "PullUSMSReport not-begun", "PullUSMSReport ok");
    assertThat(gateway.forms()).hasSizeLessThanOrEqualTo(host.outcomes.size() - 2);
  }

  @Test
  void aJournalThatDoesNotExistStopsTheStart() {
    host.option("journal", "nobody");

    assertThatThrownBy(host::start)
        .hasStackTraceContaining("parameter journal is nobody, accepted is the name of a bean");
    assertThat(gateway.forms()).isEmpty();
  }

  /** The route that opens the ledger may be added after this one. */
  @Test
  void nothingIsSentInARunningContextWhileThereIsNoSuchJournal() throws Exception {
    host.context.start();
    host.option("journal", "later").option("period", "10ms").start();
    host.awaitOutcomes(2);
    assertThat(gateway.forms()).isEmpty();

    host.context.getRegistry().bind("later", PullJournal.class, host);

    host.awaitStored(1);
    assertThat(host.outcomes).startsWith("PullUSMSReport not-begun", "PullUSMSReport not-begun");
  }

  @Test
  void takesTheJournalAsABeanReference() throws Exception {
    host.option("journal", "#bean:intents").start();

    host.awaitStored(1);

    assertThat(host.journal).startsWith("begun 1", "ended 1");
  }

  @Test
  void aPageInHandIsHandedOnUntilStoredAndNothingIsPulledMeanwhile() throws Exception {
    assertHandedOnAgain();
  }

  @Test
  void aHostsDeadLetterChannelDoesNotPassForStorage() throws Exception {
    host.withDeadLetterChannel();

    assertHandedOnAgain();

    assertThat(host.deadLetters).hasSize(2);
  }

  /** In a process that lives on, as a host's does. */
  @Test
  void aPageInHandGivesItsMemoryBackWhenTheContextStops() throws Exception {
    long before = MemoryBudget.ofProcess().held();
    gateway.then(page("a", "b"));
    host.failures.set(Integer.MAX_VALUE);
    host.option("period", "1h").start();
    await().atMost(LIMIT).until(() -> host.attempts.get() > 1);
    assertThat(MemoryBudget.ofProcess().held()).isGreaterThan(before);

    host.context.stop();

    await().atMost(LIMIT).until(() -> MemoryBudget.ofProcess().held() <= before);
  }

  /** As {@code ledger:append} leaves it, where an error handler then goes on. */
  @Test
  void aPageThatALedgerSaysIsNotStoredStaysInHand() throws Exception {
    gateway.then(page("a", "b"));
    host.continuedFailures.set(2);
    host.option("period", "1h").start();

    host.awaitStored(1);

    assertThat(host.attempts).hasValue(3);
    assertThat(host.messageIds()).containsExactly("a", "b");
    gateway.assertNoFurtherRequest(1);
  }

  private void assertHandedOnAgain() throws Exception {
    gateway.then(page("a", "b"));
    host.failures.set(2);
    host.option("period", "1h").start();

    host.awaitStored(1);

    assertThat(host.messageIds()).containsExactly("a", "b");
    assertThat(host.attempts).hasValue(3);
    assertThat(host.journal).containsExactly("begun 1", "ended 1");
    assertThat(host.outcomes)
        .containsExactly(
            "PullUSMSReport ok", "PullUSMSReport not-handed-on", "PullUSMSReport not-handed-on");
    gateway.assertNoFurtherRequest(1);
  }

  @Test
  void theHostMayDoWithoutJournalAndTwoAccountsShareAContext() throws Exception {
    gateway.then(page("a"));
    host.option("account", "first").start();
    try (ScriptedGateway second = new ScriptedGateway()) {
      second.then(page("z"));
      host.context.addRoutes(
          new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
              from("kamelet:ucloud-usms-pull-source?account=second&publicKey=p&privateKey=k"
                      + "&tick=10ms&endpoint="
                      + second.url())
                  .process(
                      e ->
                          host.stored.add(
                              new Stored(
                                  e.getMessage().getBody(java.util.List.class), null, null, null)));
            }
          });

      await().atMost(LIMIT).until(() -> host.messageIds().size() == 2);

      assertThat(host.messageIds()).containsExactlyInAnyOrder("a", "z");
      assertThat(second.forms().get(0)).containsEntry("PublicKey", "p");
    }
  }

  @Test
  void stopsAtOnceDuringAPause() throws Exception {
    host.option("period", "1h").start();
    host.awaitStored(1);

    Instant before = Instant.now();
    host.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "limit,0,accepted are 1 to 200",
    "limit,201,accepted are 1 to 200",
    "limit,many,accepted are whole numbers",
    "period,soon,accepted is a duration such as",
    "endpoint,api.ucloud.cn,accepted is a URL that begins with http:// or https://",
    "endpoint,https://api.ucloud.cn/?x=1,its query would not be signed",
    "publicKey,RAW( ),publicKey is missing",
    "phoneRegion,China,region of two letters"
  })
  void refusesToStartWithAnOptionOutOfRange(String option, String value, String message) {
    host.option(option, value);

    assertThatThrownBy(host::start).hasStackTraceContaining(message);
  }
}
