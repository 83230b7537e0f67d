package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @Test
  void runsForEverAtTenMessagesASecondUnlessTold() throws Exception {
    assertThat(DemoOptions.parse()).isEqualTo(new DemoOptions(10, null, null, null, false, false));
  }

  @Test
  void takesEveryOption() throws Exception {
    assertThat(
            DemoOptions.parse(
                "--faults",
                "--rate",
                "2.5",
                "--for",
                "30s",
                "--port",
                "0",
                "--management-port",
                "9999",
                "--help"))
        .isEqualTo(new DemoOptions(2.5, Duration.ofSeconds(30), 0, 9999, true, true));
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "12h,PT12H", "2d,PT48H"})
  void readsTimes(String text, Duration time) throws Exception {
    assertThat(DemoOptions.parse("--for", text).length()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate fast|--rate is 'fast'",
        "--rate 0|--rate is '0'",
        "--rate 2001|2000",
        "--for 30|--for is '30', accepted are times such as 30s",
        "--for 0s|--for is '0s'",
        "--port 70000|--port is '70000'",
        "--rate|--rate needs a value",
        "--fault|unknown option '--fault', accepted are --rate"
      })
  void saysWhatIsWrongAndWhatIsAccepted(String line, String message) {
    assertThatThrownBy(() -> DemoOptions.parse(line.split(" ")))
        .isInstanceOf(DemoOptions.BadOption.class)
        .hasMessageContaining(message);
  }
}
