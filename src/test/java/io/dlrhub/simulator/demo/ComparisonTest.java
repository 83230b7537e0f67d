package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudPuller;
import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.simulator.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final Comparison comparison = new Comparison(ucloud.outside());

  ComparisonTest() {
    ucloud.account().watch(comparison);
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
    Comparison.State state = state();
    assertThat(state.made()).isEqualTo(30);
    assertThat(state.inFile()).isEqualTo(30);
    assertThat(StatusLines.agrees(state)).isTrue();
    assertThat(ucloud.outside().all()).isEmpty();
  }

  @Test
  void seesWhatIsMissing() {
    List<SimulatedReport> made = ucloud.account().reports(3);
    UCloudPuller.pull(ucloud);
    made.subList(0, 2).forEach(this::write);
    assertThat(state().missing()).isEqualTo(1);
    assertThat(StatusLines.agrees(state())).isFalse();
  }

  @Test
  void seesWhatIsThereTwiceOrNobodyMade() {
    SimulatedReport report = ucloud.account().reports(1).get(0);
    write(report);
    write(report);
    comparison.line("no JSON".getBytes(StandardCharsets.UTF_8));
    assertThat(state().twice()).isEqualTo(1);
    assertThat(state().foreign()).isEqualTo(1);
    assertThat(StatusLines.agrees(state())).isFalse();
  }

  @Test
  void doesNotHoldALostPageAgainstTheHub() {
    ucloud.account().reports(5);
    ucloud.faults().next(Fault.HALF_BODY);
    UCloudPuller.pull(ucloud);
    assertThat(state().lost()).isEqualTo(5);
    assertThat(state().missing()).isZero();
    Instant later = Instant.now().plus(Duration.ofHours(73));
    assertThat(comparison.state(later).lost()).isEqualTo(5);
    assertThat(ucloud.outside().all()).as("forgotten after 72 hours").isEmpty();
    assertThat(comparison.state(later).lost()).as("but counted").isEqualTo(5);
  }

  @Test
  void excusesAnUnknownThatAFinalReportHasOvertaken() {
    SimulatedMessage message = ucloud.account().send();
    String phone = message.phones().get(0);
    ucloud.account().report(message, phone, Verdict.UNKNOWN);
    SimulatedReport last = ucloud.account().report(message, phone, Verdict.DELIVERED);
    UCloudPuller.pull(ucloud);
    write(last);
    assertThat(state().superseded()).isEqualTo(1);
    assertThat(state().missing()).isZero();
  }

  private Comparison.State state() {
    return comparison.state(Instant.now());
  }

  private void write(SimulatedReport report) {
    String line =
        """
        {"type":"delivery-report","messageId":"%s","phone":"%s","status":"%s",\
        "failureReason":null,"origin":"pull"}"""
            .formatted(report.message().id(), report.phone(), report.verdict().outcome().status());
    comparison.line(line.getBytes(StandardCharsets.UTF_8));
  }
}
