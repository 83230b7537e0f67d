package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.GrowingPause;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.tencent.StatisticsPuller.Taken;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.PullOutcome;
import io.dlrhub.report.WindowJournal;
import io.dlrhub.testing.CapturedLog;
import io.dlrhub.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsPullerTest {

  private static final String DATE = "Fri, 20 Nov 2026 12:00:00 GMT";
  private final SettableClock clock = new SettableClock("2026-11-20T12:00:00Z");
  private final WindowJournal journal = WindowJournal.inMemory();
  private final List<PullOutcome> outcomes = new ArrayList<>();
  private StatisticsPuller puller = puller(journal);

  @Test
  void makesARecordOfTheHour() throws CallFailed {
    assertThat(puller.due()).isTrue();
    StatisticsCall call = puller.begin();
    clock.advance(Duration.ofSeconds(2));
    Taken taken = answer(200, DATE, bytes(TencentServer.SAMPLE));
    DeliveryStatistics record = (DeliveryStatistics) taken.records().get(0);
    assertThat(record.account()).isEqualTo("shop");
    assertThat(record.windowStart()).isEqualTo(call.windowStart());
    assertThat(record.revision()).isZero();
    assertThat(record.receivedAt()).isEqualTo("2026-11-20T12:00:02Z");
    assertThat(taken.rejected()).isEmpty();
    puller.handedOn();
    assertThat(outcomes).containsExactly(PullOutcome.OK);
  }

  @Test
  void makesOneCallAtATime() {
    assertThat(puller.due()).isTrue();
    puller.begin();
    assertThat(puller.due()).isFalse();
  }

  @Test
  void doesNotCountAnHourAsReadBeforeItIsHandedOn() throws CallFailed {
    puller.due();
    StatisticsCall call = puller.begin();
    answer(200, DATE, bytes(TencentServer.SAMPLE));
    puller.failed(new IllegalStateException("ledger full"));
    assertThat(outcomes).containsExactly(PullOutcome.NOT_HANDED_ON);
    clock.advance(Duration.ofSeconds(5));
    puller.due();
    assertThat(puller.begin().windowStart()).isEqualTo(call.windowStart());
  }

  @Test
  void countsACallWithoutAnEndAsFailed() throws CallFailed {
    puller.due();
    StatisticsCall call = puller.begin();
    answer(200, DATE, bytes(TencentServer.SAMPLE));
    puller.over(call);
    assertThat(outcomes).containsExactly(PullOutcome.NOT_HANDED_ON);
    puller.over(call);
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void namesTheClockDifferenceOf1021() {
    puller.due();
    puller.begin();
    clock.advance(Duration.ofSeconds(843));
    byte[] refusal = bytes("{\"result\":1021,\"errmsg\":\"time\\r\\noff\"}");
    assertThatThrownBy(() -> answer(200, DATE, refusal))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("1021", "more than 10 minutes apart", "\"time  off\"")
        .hasMessageContaining("2026-11-20T12:14:03Z", "2026-11-20T12:00:00Z", "843 s ahead");
    clock.set("2026-11-20T11:48:00Z");
    assertThatThrownBy(() -> answer(200, DATE, refusal)).hasMessageContaining("720 s behind");
    assertThatThrownBy(() -> answer(200, "tomorrow", refusal)).hasMessageContaining("'tomorrow'");
    assertThatThrownBy(() -> answer(200, null, refusal)).hasMessageContaining("'null'");
  }

  @Test
  void isLoudAndSlowWhenAPersonHasToAct() {
    refuse("{\"result\":1001,\"errmsg\":\"sig\"}");
    assertThat(outcomes).containsExactly(PullOutcome.REFUSED);
    clock.advance(Duration.ofSeconds(899));
    assertThat(puller.due()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(puller.due()).isTrue();
  }

  @Test
  void backsOffLongerEachTimeWhenAskedTooOften() {
    for (int seconds : new int[] {5, 10, 20, 40}) {
      refuse("{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"limit\",\"ErrorCode\":60007}");
      clock.advance(Duration.ofSeconds(seconds - 1));
      assertThat(puller.due()).isFalse();
      clock.advance(Duration.ofSeconds(1));
      assertThat(puller.due()).isTrue();
    }
    assertThat(outcomes).containsOnly(PullOutcome.RATE_LIMITED).hasSize(4);
  }

  @Test
  void prefersTencentsErrorToTheHttpStatus() {
    puller.due();
    puller.begin();
    assertThatThrownBy(() -> answer(500, DATE, bytes("{\"ErrorCode\":60008}")))
        .hasMessageContaining("60008");
    assertThatThrownBy(() -> answer(502, DATE, bytes("<html>bad</html>")))
        .hasMessage("HTTP status 502");
  }

  @Test
  void quarantinesWhatItCannotUnderstandAndGoesOnWithAnotherHour() throws CallFailed {
    puller.due();
    StatisticsCall call = puller.begin();
    Taken taken = answer(200, DATE, bytes("<html>"));
    assertThat(taken.records()).isEmpty();
    assertThat(taken.rejected().get(0).source()).isEqualTo("tencent-statistics");
    assertThat(taken.rejected().get(0).account()).isEqualTo("shop");
    assertThat(taken.rejected().get(0).reason()).isEqualTo("not-json");
    assertThat(taken.rejected().get(0).detail()).contains("2026112019");
    assertThat(new String(taken.rejected().get(0).bytes(), StandardCharsets.UTF_8))
        .isEqualTo("<html>");
    puller.handedOn();
    assertThat(outcomes).containsExactly(PullOutcome.NOT_UNDERSTOOD);
    clock.advance(Duration.ofSeconds(5));
    puller.due();
    assertThat(puller.begin().windowStart()).isBefore(call.windowStart());
  }

  @Test
  void quarantinesAnAnswerWithoutFigures() throws CallFailed {
    puller.due();
    puller.begin();
    Taken taken = answer(200, DATE, bytes("{\"result\":0,\"data\":null}"));
    assertThat(taken.records()).isEmpty();
    assertThat(taken.rejected())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.reason()).isEqualTo("no-data");
              assertThat(kept.detail()).contains("hour 20261120", "data is null");
            });
    puller.handedOn();
    assertThat(outcomes).containsExactly(PullOutcome.OK);
  }

  @Test
  void remembersWhereItBeganEvenIfNothingWasCompleteYet() {
    puller.due();
    assertThat(complete()).contains(Instant.parse("2026-11-20T08:00:00Z"));
    clock.set("2026-11-25T12:00:00Z");
    puller = puller(journal);
    assertThat(drain()).hasSize(123).contains(Instant.parse("2026-11-20T09:00:00Z"));
  }

  @Test
  void fetchesEveryHourSinceTheLastCompleteOneAfterAStopOfDays() {
    assertThat(drain()).hasSize(3);
    clock.set("2026-11-20T15:00:00Z");
    assertThat(drain()).hasSize(6);
    assertThat(complete()).contains(Instant.parse("2026-11-20T11:00:00Z"));
    clock.set("2026-11-29T15:10:00Z");
    puller = puller(journal);
    List<Instant> asked = drain();
    assertThat(asked).doesNotHaveDuplicates().hasSize(9 * 24 + 3);
    assertThat(asked.get(0)).isEqualTo("2026-11-29T14:00:00Z");
    assertThat(asked.get(3)).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(complete()).contains(Instant.parse("2026-11-29T11:00:00Z"));
    assertThat(drain()).isEmpty();
  }

  @Test
  void losesNoProgressWhenStoppedAgainWhileCatchingUp() {
    puller.due();
    clock.set("2026-11-29T12:00:00Z");
    puller = puller(journal);
    for (int i = 0; i < 50; i++) {
      puller.due();
      read(puller.begin());
    }
    assertThat(complete()).contains(Instant.parse("2026-11-20T08:00:00Z").plusSeconds(47 * 3600));
  }

  @Test
  void saysHowFarItHasCaughtUp() {
    puller.due();
    clock.set("2026-11-25T12:00:00Z");
    puller = puller(journal);
    try (CapturedLog log = new CapturedLog()) {
      drain();
      assertThat(log.text())
          .contains("tencent/shop: statistics of 123 hours to fetch, from 2026-11-20T09:00:00Z on")
          .contains("statistics of 50 hours fetched, 73 to go")
          .contains("statistics of 100 hours fetched, 23 to go")
          .contains("statistics of 123 hours fetched, up to date");
    }
  }

  @Test
  void forgetsEarlierTroubleAfterASuccess() {
    refuse("{\"result\":1001}");
    clock.advance(Duration.ofMinutes(15));
    puller.due();
    read(puller.begin());
    refuse("{\"ErrorCode\":60007}");
    clock.advance(Duration.ofSeconds(5));
    assertThat(puller.due()).isTrue();
  }

  @Test
  void waitsForAJournalThatCannotBeRead() {
    WindowJournal broken = new BrokenJournal();
    puller = puller(broken);
    assertThat(puller.due()).isFalse();
    clock.advance(Duration.ofSeconds(5));
    assertThat(puller.due()).isTrue();
  }

  @Test
  void startsWithTheLookbackWhenTheJournalIsAheadOfTheClock() {
    journal.complete("tencent", "shop", Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(drain()).hasSize(3);
  }

  private StatisticsPuller puller(WindowJournal windows) {
    return new StatisticsPuller(
        new TencentAccount("shop", "1400001234", "key"),
        new FetchSchedule(Duration.ofMinutes(5), Duration.ofHours(3), false),
        new GrowingPause(clock, Duration.ofSeconds(5), Duration.ofMinutes(15)),
        clock,
        () -> windows,
        (provider, account, action, outcome) -> outcomes.add(outcome));
  }

  /** Reads what is due now; the hours asked for. */
  private List<Instant> drain() {
    List<Instant> hours = new ArrayList<>();
    while (puller.due()) {
      StatisticsCall call = puller.begin();
      hours.add(call.windowStart());
      read(call);
    }
    return hours;
  }

  private void read(StatisticsCall call) {
    try {
      answer(200, DATE, bytes(TencentServer.SAMPLE));
      puller.handedOn();
      puller.over(call);
    } catch (CallFailed e) {
      throw new AssertionError(e);
    }
  }

  private void refuse(String body) {
    puller.due();
    StatisticsCall call = puller.begin();
    try {
      answer(200, DATE, bytes(body));
    } catch (CallFailed e) {
      puller.failed(e);
      puller.over(call);
    }
  }

  private Optional<Instant> complete() {
    return journal.lastComplete("tencent", "shop");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Cannot be read the first time. */
  private static final class BrokenJournal implements WindowJournal {
    private boolean works;

    @Override
    public Optional<Instant> lastComplete(String provider, String account) {
      if (!works) {
        works = true;
        throw new IllegalStateException("disk");
      }
      return Optional.of(Instant.parse("2026-11-20T10:00:00Z"));
    }

    @Override
    public void complete(String provider, String account, Instant windowStart) {
      throw new IllegalStateException("disk");
    }
  }

  private Taken answer(int status, String date, byte[] body) throws CallFailed {
    HttpAnswer reply =
        new HttpAnswer(
            new HttpAnswer.Head(status, date, null), body, null, null, Reservation.ofNothing());
    HttpReply.check(reply);
    return puller.normalise(puller.read(reply));
  }
}
