package io.dlrhub.messages;

import static io.dlrhub.testing.Waiting.LIMIT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Asked;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.SettableClock;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented schedule through the shipped routes, with a clock that the test moves. */
class ScheduleTest {

  private static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));
  private static final String ANSWERED = "18512345601";
  private static final String SILENT = "18512345602";
  private static final String LATE = "18512345603";

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(SENT.toString());
  private final UCloudSimulator ucloud = UCloudSimulator.builder().clock(clock).start();
  private final Asked asked = new Asked(clock);
  private HubUnderTest hub;
  private int probes;

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.close();
    }
    ucloud.close();
  }

  @Test
  void asksAtEachStepAndThenReportsEachSilentPhoneAsMissing() {
    ucloud.account().report(message(), ANSWERED, SimulatedVerdict.DELIVERED);
    start();
    track("m", SENT, ANSWERED, SILENT, LATE);
    for (int i = 0; i < STEPS.size(); i++) {
      moveTo(SENT.plus(STEPS.get(i)).minusSeconds(1));
      assertThat(asked.times("m")).as("a second before step %d", i).hasSize(i);
      moveTo(SENT.plus(STEPS.get(i)));
      assertThat(asked.times("m")).as("at step %d", i).hasSize(i + 1);
    }
    assertThat(asked.times("m")).containsExactlyElementsOf(STEPS.stream().map(SENT::plus).toList());
    await().atMost(LIMIT).until(() -> written().size() == 3);
    assertThat(written())
        .containsExactly(
            ANSWERED + " delivered", SILENT + " hub:no-report", LATE + " hub:no-report");

    assertThat(hub.push("", UCloudPushes.delivered("m", LATE)).statusCode()).isEqualTo(200);
    await().atMost(LIMIT).until(() -> written().size() == 4);
    assertThat(written()).last().isEqualTo(LATE + " delivered");
    moveTo(SENT.plus(Duration.ofDays(2)));
    assertThat(asked.times("m")).as("never again").hasSize(STEPS.size());
    assertThat(written()).as("missing phones are reported once").hasSize(4);
  }

  @Test
  void repeatsAFailedQueryWithGrowingPausesUsingUpNoStep() {
    start();
    track("m", SENT, SILENT);
    List<Instant> expected = new ArrayList<>();
    for (Duration step : STEPS) {
      if (step.equals(Duration.ofMinutes(10))) {
        expected.addAll(failTwice(SENT.plus(step)));
      } else {
        moveTo(SENT.plus(step));
        expected.add(SENT.plus(step));
      }
    }
    assertThat(asked.times("m")).isEqualTo(expected);
    await().atMost(LIMIT).until(() -> written().equals(List.of(SILENT + " hub:no-report")));
  }

  /**
   * At that time, and half a minute after that failed; a minute after that failed too, it succeeds.
   * A failure is noted at the latest before the next query, a second later.
   */
  private List<Instant> failTwice(Instant at) {
    List<Instant> times = List.of(at, at.plusSeconds(1 + 30), at.plusSeconds(1 + 30 + 1 + 60));
    for (Instant failing : times.subList(0, 2)) {
      ucloud.faults().next("GetUSMSSendReceipt", Fault.HTTP_504);
      moveTo(failing);
      assertThat(asked.times("m")).last().isEqualTo(failing);
      moveTo(failing.plusSeconds(1));
      assertThat(asked.times("m")).last().as("not yet again").isEqualTo(failing);
      assertThat(written()).as("nothing is reported as missing").isEmpty();
    }
    moveTo(times.get(2));
    return times;
  }

  @Test
  void asksForNothingOfWhichEveryPhoneWasReported() {
    start();
    track("m", SENT, ANSWERED, LATE);
    assertThat(hub.push("", UCloudPushes.delivered("m", ANSWERED)).statusCode()).isEqualTo(200);
    assertThat(hub.push("", UCloudPushes.delivered("m", LATE)).statusCode()).isEqualTo(200);
    STEPS.forEach(step -> moveTo(SENT.plus(step)));
    assertThat(asked.times("m")).isEmpty();
  }

  @Test
  void asksForNothingThatWasReportedBeforeItWasTracked() {
    start();
    List<String> phones =
        IntStream.range(0, 20).mapToObj(i -> String.format("185123456%02d", i)).toList();
    String push =
        UCloudPushes.of(phones.stream().map(phone -> UCloudPushes.receipt("m", phone)).toList());
    assertThat(hub.push("", push).statusCode()).isEqualTo(200);
    track("m", SENT, phones.toArray(String[]::new));
    STEPS.forEach(step -> moveTo(SENT.plus(step)));
    assertThat(asked.times("m")).isEmpty();
    assertThat(written()).hasSize(20);
  }

  @Test
  void asksForAMessageWithoutPhonesUntilAnAnswerHoldsFinalResultsOnly() {
    SimulatedMessage message = message();
    ucloud.account().report(message, ANSWERED, SimulatedVerdict.DELIVERED);
    start();
    track("m", SENT);
    ucloud.faults().next("GetUSMSSendReceipt", Fault.PENDING_LISTED);
    moveTo(SENT.plus(STEPS.get(0)));
    for (String phone : List.of(SILENT, LATE)) {
      ucloud.account().report(message, phone, SimulatedVerdict.DELIVERED);
    }
    STEPS.subList(1, STEPS.size()).forEach(step -> moveTo(SENT.plus(step)));
    assertThat(asked.times("m"))
        .as("at the first step phones were pending, at the second none was")
        .containsExactly(SENT.plus(STEPS.get(0)), SENT.plus(STEPS.get(1)));
    await().atMost(LIMIT).until(() -> written().size() == 3);
    assertThat(written())
        .containsExactlyInAnyOrder(
            ANSWERED + " delivered", SILENT + " delivered", LATE + " delivered");
  }

  @Test
  void reportsSilentPhonesAsMissingWithQueriesOffToo() {
    hub = settings().with("dlr.ucloud.query.enabled", "false").start();
    track("m", SENT, ANSWERED, SILENT);
    assertThat(hub.push("", UCloudPushes.delivered("m", ANSWERED)).statusCode()).isEqualTo(200);
    clock.advance(STEPS.get(STEPS.size() - 1));
    await().atMost(LIMIT).until(() -> written().size() == 2);
    assertThat(written()).containsExactly(ANSWERED + " delivered", SILENT + " hub:no-report");
  }

  @Test
  void goesOnWithItsStepAfterARestart() {
    start();
    track("m", SENT, SILENT);
    moveTo(SENT.plus(STEPS.get(0)));
    moveTo(SENT.plus(STEPS.get(1)).minusSeconds(1));
    hub.close();
    start();
    moveTo(SENT.plus(STEPS.get(1)));
    assertThat(asked.times("m")).containsExactly(SENT.plus(STEPS.get(0)), SENT.plus(STEPS.get(1)));
  }

  /**
   * Sets the clock, and returns when what is due then was asked for: a message of its own that
   * falls due at that time goes with the same query.
   */
  private void moveTo(Instant time) {
    String probe = "probe-" + ++probes;
    track(probe, time.minus(STEPS.get(0)), "18512345699");
    clock.set(time.toString());
    await().atMost(LIMIT).until(() -> !asked.times(probe).isEmpty());
  }

  private void start() {
    if (asked.queries() == 0) {
      ucloud.account().watch(asked);
    }
    hub = settings().start();
  }

  private HubUnderTest.Settings settings() {
    return HubUnderTest.in(folder)
        .clock(clock)
        .with("dlr.ucloud.query.enabled", "true")
        .with("dlr.ucloud.query.max-per-second", "1000")
        .asking(ucloud);
  }

  private void track(String id, Instant sentAt, String... phones) {
    String list =
        Arrays.stream(phones).map(phone -> '"' + phone + '"').collect(joining(",", "[", "]"));
    String body =
        """
        {"provider":"ucloud","messageId":"%s","phones":%s,"sentAt":"%s"}"""
            .formatted(id, list, sentAt);
    assertThat(Http.post(hub.url("/messages"), body).body()).isEqualTo("{\"tracked\":1,\"new\":1}");
  }

  private static SimulatedMessage message() {
    return new SimulatedMessage(
        "m", false, List.of(ANSWERED, SILENT, LATE), null, Language.CHINESE, 1, SENT);
  }

  /** Phone and status, or code, of each report of the message in the file. */
  private List<String> written() {
    return hub.fileRecords().stream()
        .map(DeliveryReport.class::cast)
        .filter(report -> report.messageId().equals("m"))
        .map(
            report ->
                report.phone()
                    + " "
                    + (report.code() != null && report.code().startsWith("hub:")
                        ? report.code()
                        : report.status().wireName()))
        .toList();
  }
}
