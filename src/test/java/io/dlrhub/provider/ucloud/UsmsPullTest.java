package io.dlrhub.provider.ucloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.NotSent;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SettableClock;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a pull without Camel and HTTP: intents, doubt, and what an operator is told. */
class UsmsPullTest implements PullJournal {

  private final SettableClock clock = new SettableClock("2026-11-20T08:00:00Z");
  private final List<String> journal = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private boolean cancelFails;
  private boolean takenOver;
  private int begun;
  private final CamelContext context = new DefaultCamelContext();
  private final Normalise normalise = new Normalise();

  private final UsmsPull pull = new UsmsPull();

  @BeforeEach
  void open() {
    normalise.setCamelContext(context);
    normalise.setOrigin("pull");
    normalise.start();
    pull.open(
        "shop",
        new PullTimes(
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5)),
        () -> this,
        (provider, account, action, outcome) -> outcomes.add(outcome.wireName()),
        clock);
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    journal.add("begun " + ++begun);
    return new PullIntent(begun, provider, account, action);
  }

  @Override
  public boolean isOpen(PullIntent intent) {
    return !takenOver;
  }

  @Override
  public void cancel(PullIntent intent) {
    if (cancelFails) {
      throw new IllegalStateException("disk full");
    }
    journal.add("cancelled " + intent.number());
  }

  private boolean request() {
    return pull.begin();
  }

  private void answered(HttpAnswer answer) {
    try {
      Exchange exchange = new DefaultExchange(context);
      exchange.getMessage().setBody(answer);
      pull.check(exchange);
      new UsmsPullSplit().process(exchange);
      normalise.process(exchange);
      pull.keep(exchange);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static HttpAnswer retCode(int code) {
    return HttpAnswer.of(200, ("{\"RetCode\":" + code + ",\"Message\":\"so\"}").getBytes(UTF_8));
  }

  private static HttpAnswer notSent() {
    return HttpAnswer.none(new NotSent(new ConnectException("refused")));
  }

  @Test
  void aPullOfWhichNobodySaidWhatCameIsHandedOnInDoubtBeforeAnotherIsSent() {
    assertThat(request()).isTrue();
    clock.advance(Duration.ofSeconds(30));

    assertThat(pull.hasWork()).isTrue();
    assertThat(request()).isFalse();

    PulledPage page = pull.inHand();
    assertThat(page.reports()).isEmpty();
    assertThat(page.intent().number()).isEqualTo(1);
    assertThat(page.inDoubt().startedAt()).isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
    assertThat(page.inDoubt().account()).isEqualTo("shop");
    assertThat(outcomes).containsExactly("not-understood");
    pull.handOn(new DefaultExchange(context));
    pull.stored();
    assertThat(pull.hasWork()).as("not in a tight loop").isFalse();
    clock.advance(Duration.ofSeconds(30));
    assertThat(request()).isTrue();
    assertThat(journal).containsExactly("begun 1", "begun 2");
  }

  @Test
  void anIntentThatCouldNotBeCancelledServesForTheNextPull() {
    cancelFails = true;
    request();
    answered(notSent());
    assertThat(pull.inHand()).isNull();

    assertThat(request()).isTrue();
    cancelFails = false;
    answered(notSent());

    assertThat(pull.inHand()).isNull();
    assertThat(journal).containsExactly("begun 1", "cancelled 1");
  }

  @Test
  void anIntentThatWasTakenOverMeanwhileDoesNotServe() {
    cancelFails = true;
    request();
    answered(notSent());
    takenOver = true;

    assertThat(request()).isTrue();
    assertThat(journal).containsExactly("begun 1", "begun 2");
  }

  @Test
  void aFailureThatDoesNotSayThatNothingWasSentIsInDoubt() {
    request();
    answered(HttpAnswer.none(new IllegalStateException("whatever")));

    assertThat(pull.inHand().inDoubt().cause())
        .isEqualTo("no answer: java.lang.IllegalStateException: whatever");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "153 | WARN | PullUSMSReport: RetCode 153 (too many API requests): so; again in PT30S",
        "171 | ERROR | PullUSMSReport refused: RetCode 171 (the signature is wrong; check public and"
            + " private key): so; again in PT5M",
        "178 | ERROR | PullUSMSReport refused: RetCode 178 (not documented): so; again in PT5M",
        "151 | WARN | PullUSMSReport in doubt, reports may be lost: RetCode 151 (fault of the"
            + " gateway's cache): so; again in PT30S",
        "4711 | WARN | PullUSMSReport in doubt, reports may be lost: RetCode 4711 (not documented):"
            + " so; again in PT30S"
      })
  void aRetCodeIsLoggedWithItsMeaningAsLoudAsItIsBad(int code, String level, String text) {
    try (CapturedLog log = new CapturedLog()) {
      request();
      answered(retCode(code));

      assertThat(log.text().lines())
          .singleElement()
          .asString()
          .contains(level + " ")
          .endsWith("account shop: " + text);
    }
  }

  @Test
  void aRefusalIsSaidAgainEachTimeAndNeverInATightLoop() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        request();
        answered(retCode(171));
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(pull.hasWork()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(pull.hasWork()).isTrue();
      }
      assertThat(log.text().lines()).hasSize(3).allMatch(line -> line.contains("ERROR"));
    }
  }
}
