package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(keys(arrivals(new Traffic(5), 200))).isEqualTo(keys(arrivals(new Traffic(5), 200)));
    assertThat(keys(arrivals(new Traffic(5), 200)))
        .isNotEqualTo(keys(arrivals(new Traffic(6), 200)));
  }

  @Test
  void deliversAboutNinetyThreeOfOneHundredAndNamesAReasonOfTheRest() {
    List<Arrival> arrivals = arrivals(new Traffic(1).unknownShare(0), 20_000);
    long delivered = count(arrivals, Outcome.DELIVERED);
    assertThat((double) delivered / arrivals.size()).isBetween(0.92, 0.94);
    assertThat(arrivals)
        .filteredOn(arrival -> arrival.verdict().outcome() == Outcome.FAILED)
        .extracting(arrival -> arrival.verdict().code())
        .contains("MSBLACK", "UNDELIV", "MK:0001", "NOROUTE", "MX:0003", "KEYWORD")
        .doesNotContain("");
  }

  @Test
  void endsEveryUnknowWithAFinalReportLater() {
    Traffic traffic = new Traffic(1).unknownShare(0.2).unknownLasts(Duration.ofMinutes(1));
    for (int i = 0; i < 500; i++) {
      SimulatedMessage message = traffic.message(NOW);
      List<Arrival> arrivals = traffic.fate(message);
      for (String phone : message.phones()) {
        List<Arrival> ofPhone =
            arrivals.stream().filter(arrival -> arrival.phone().equals(phone)).toList();
        Arrival last = ofPhone.get(ofPhone.size() - 1);
        assertThat(ofPhone).hasSizeBetween(1, 2);
        assertThat(last.verdict().outcome()).isNotEqualTo(Outcome.UNKNOWN);
        assertThat(last.due()).isAfterOrEqualTo(ofPhone.get(0).due());
      }
    }
  }

  @Test
  void sendsToDistinctChineseMobilesInSessionsOfOneToSome() {
    Traffic traffic = new Traffic(1).maxPhones(30);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      SimulatedMessage message = traffic.message(NOW);
      sizes.add(message.phones().size());
      assertThat(message.phones())
          .doesNotHaveDuplicates()
          .allMatch(p -> p.matches("1[3-9][0-9]{9}"));
      assertThat(message.segments()).isBetween(1, 3);
      assertThat(message.userId())
          .satisfiesAnyOf(id -> assertThat(id).isNull(), id -> assertThat(id).hasSizeLessThan(33));
    }
    assertThat(sizes).contains(1, 2, 30).allMatch(size -> size <= 30);
  }

  private static List<Arrival> arrivals(Traffic traffic, int messages) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      arrivals.addAll(traffic.fate(traffic.message(NOW)));
    }
    return arrivals;
  }

  private static long count(List<Arrival> arrivals, Outcome outcome) {
    return arrivals.stream().filter(arrival -> arrival.verdict().outcome() == outcome).count();
  }

  private static List<String> keys(List<Arrival> arrivals) {
    return arrivals.stream()
        .map(
            arrival ->
                SimulatedReport.key(
                        arrival.message().id(),
                        arrival.phone(),
                        arrival.verdict().outcome().status())
                    + arrival.due())
        .toList();
  }
}
