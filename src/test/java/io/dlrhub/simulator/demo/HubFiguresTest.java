package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HubFiguresTest {

  @Test
  void sumsAMetricOverItsLabels() {
    String text =
        """
        # HELP dlr_duplicates_total reports that came again
        # TYPE dlr_duplicates_total counter
        dlr_duplicates_total{provider="ucloud",account="default",origin="push"} 3.0
        dlr_duplicates_total{provider="ucloud",account="default",origin="pull"} 4.0
        dlr_sink_lag{sink="file"} 1.2E3
        dlr_up 1.0
        nonsense
        """;
    assertThat(HubFigures.sums(text))
        .containsEntry("dlr_duplicates_total", 7.0)
        .containsEntry("dlr_sink_lag", 1200.0)
        .containsEntry("dlr_up", 1.0)
        .hasSize(3);
  }
}
