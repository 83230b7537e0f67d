package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeijingHourTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2016-09-07T16:00:00Z, 2016090800",
    "2016-09-07T23:59:59.999Z, 2016090807",
    "2016-09-08T00:00:00Z, 2016090808",
    "2016-09-08T15:59:59Z, 2016090823",
    "2026-11-30T15:30:00Z, 2026113023",
    "2026-11-30T16:30:00Z, 2026120100",
    "2026-12-31T15:59:59Z, 2026123123",
    "2026-12-31T16:00:00Z, 2027010100",
    "2028-02-28T16:00:00Z, 2028022900",
    "2028-02-29T16:00:00Z, 2028030100",
    "2026-02-28T16:00:00Z, 2026030100",
  })
  void namesTheHourInBeijing(String instant, long number) {
    assertThat(BeijingHour.number(Instant.parse(instant))).isEqualTo(number);
  }

  /** Since China's last summer time, in 1991. */
  @Property
  void namesBackToTheSameHour(@ForAll @LongRange(min = 700_000_000L, max = 6_000_000_000L) long s) {
    Instant instant = Instant.ofEpochSecond(s);
    String number = Long.toString(BeijingHour.number(instant));
    LocalDateTime wall =
        LocalDateTime.parse(number + "00", DateTimeFormatter.ofPattern("yyyyMMddHHmm"));
    Instant start = wall.atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    assertThat(start).isEqualTo(BeijingHour.start(instant));
  }
}
