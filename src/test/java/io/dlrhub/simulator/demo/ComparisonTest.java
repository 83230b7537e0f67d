package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.HourlyFigures;
import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.UCloudPuller;
import io.dlrhub.simulator.UCloudSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final SimulatedMessage MESSAGE =
      new SimulatedMessage(
          "m", false, List.of("18512345678"), null, Language.ENGLISH, 1, Instant.now());

  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final HourlyFigures figures = new HourlyFigures();
  private final Comparison comparison = new Comparison(ucloud.outside(), figures);

  ComparisonTest() {
    ucloud.account().watch(comparison).watch(figures);
  }

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void agreesWhenEveryReportHandedOutIsInTheFileOnce() {
    List<SimulatedReport> made = ucloud.account().reports(30);
    assertThat(state().underWay()).isEqualTo(30);
    UCloudPuller.pull(ucloud);
    assertThat(state().missing()).isEqualTo(30);
    made.forEach(this::write);
    State state = state();
    assertThat(state.made()).isEqualTo(30);
    assertThat(state.in().reports()).isEqualTo(30);
    assertThat(state.agrees(0)).isTrue();
    assertThat(ucloud.outside().all()).isEmpty();
  }

  @Test
  void seesWhatIsMissing() {
    List<SimulatedReport> made = ucloud.account().reports(3);
    UCloudPuller.pull(ucloud);
    made.subList(0, 2).forEach(this::write);
    assertThat(state().missing()).isEqualTo(1);
    assertThat(state().agrees(1)).as("it was still to be written").isTrue();
    assertThat(state().agrees(0)).isFalse();
  }

  @Test
  void seesWhatIsThereTwiceOrNobodyMade() {
    SimulatedReport report = ucloud.account().reports(1).get(0);
    write(report);
    write(report);
    comparison.line("no JSON".getBytes(StandardCharsets.UTF_8));
    assertThat(state().twice()).isEqualTo(1);
    assertThat(state().foreign()).isEqualTo(1);
    assertThat(state().agrees(0)).isFalse();
  }

  @Test
  void doesNotHoldALostPageAgainstTheHub() {
    ucloud.account().reports(5);
    ucloud.faults().next(Fault.HALF_BODY);
    UCloudPuller.pull(ucloud);
    assertThat(state().lost().all()).isEqualTo(5);
    assertThat(state().missing()).isZero();
    Instant later = Instant.now().plus(Duration.ofHours(73));
    assertThat(comparison.state(later).lost().all()).isEqualTo(5);
    assertThat(ucloud.outside().all()).as("forgotten after 72 hours").isEmpty();
    assertThat(comparison.state(later).lost().all()).as("but counted").isEqualTo(5);
  }

  @Test
  void excusesAnUnknownThatAFinalReportHasOvertaken() {
    SimulatedMessage message = ucloud.account().send();
    String phone = message.phones().get(0);
    ucloud.account().report(message, phone, SimulatedVerdict.UNKNOWN);
    SimulatedReport last = ucloud.account().report(message, phone, SimulatedVerdict.DELIVERED);
    UCloudPuller.pull(ucloud);
    write(last);
    assertThat(state().superseded()).isEqualTo(1);
    assertThat(state().missing()).isZero();
  }

  @Test
  void tellsWhichOfTheLostOnesCameBackByQuery() {
    List<SimulatedReport> made = ucloud.account().reports(5);
    ucloud.faults().next(Fault.HALF_BODY);
    UCloudPuller.pull(ucloud);
    made.subList(0, 3).forEach(report -> write(report, "query"));
    write(made.get(3), "pull"); // from the half that arrived
    State state = state();
    assertThat(state.lost()).isEqualTo(new State.Lost(0, 4, 3));
    assertThat(state.answered()).isEqualTo(4);
    assertThat(state.waiting().lost()).isEqualTo(1);
  }

  @Test
  void doesNotTakeTheHubsOwnNoReportForALineNobodyMade() {
    comparison.line(
        """
        {"type":"delivery-report","messageId":"m","phone":"1","status":"unknown",\
        "code":"hub:no-report","failureReason":null,"origin":"query"}"""
            .getBytes(StandardCharsets.UTF_8));
    assertThat(state().in().noReport()).isEqualTo(1);
    assertThat(state().agrees(0)).isTrue();
  }

  @Test
  void holdsTencentsLastFiguresOfEachHourAgainstTheReports() {
    SimulatedReport report =
        ucloud.account().report(MESSAGE, MESSAGE.phones().get(0), SimulatedVerdict.DELIVERED);
    tell(1, 0);
    assertThat(state().statistics().current()).as("told before the report").isFalse();
    tell(1, 1);
    assertThat(state().statistics().current()).isTrue();
    assertThat(state().statistics().agree()).as("it is not in the file").isFalse();
    UCloudPuller.pull(ucloud);
    write(report);
    assertThat(state().statistics().agree()).isTrue();
    assertThat(state().settled()).isTrue();
  }

  @Test
  void doesNotAgreeWhenTheFileHasOtherFiguresThanTencentAtTheEnd() {
    SimulatedReport report =
        ucloud.account().report(MESSAGE, MESSAGE.phones().get(0), SimulatedVerdict.DELIVERED);
    UCloudPuller.pull(ucloud);
    write(report);
    tell(1, 1);
    assertThat(state().agrees(0)).isTrue();
    figures.reported(report);
    tell(1, 2);
    assertThat(state().agrees(0)).isFalse();
  }

  private void tell(int submitted, int delivered) {
    comparison.line(
        """
        {"type":"delivery-statistics","windowStart":"%s","submitted":%d,"delivered":%d,\
        "failed":0}"""
            .formatted(MESSAGE.sentAt(), submitted, delivered)
            .getBytes(StandardCharsets.UTF_8));
  }

  private State state() {
    return comparison.state(Instant.now());
  }

  private void write(SimulatedReport report) {
    write(report, "pull");
  }

  private void write(SimulatedReport report, String origin) {
    String line =
        """
        {"type":"delivery-report","messageId":"%s","phone":"%s","status":"%s",\
        "failureReason":null,"origin":"%s"}"""
            .formatted(
                report.message().id(), report.phone(), report.verdict().outcome().status(), origin);
    comparison.line(line.getBytes(StandardCharsets.UTF_8));
  }
}
