package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is plainly a time is read. */
class ReceiptTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1563867000                     | 2019-07-23T07:30:00Z",
        "' 1563867000 '                 | 2019-07-23T07:30:00Z",
        "1563867000.0                   | 2019-07-23T07:30:00Z",
        "1563867000.                    | 2019-07-23T07:30:00Z",
        "1563867000.25                  | 2019-07-23T07:30:00.250Z",
        "1.563867E9                     | 2019-07-23T07:30:00Z",
        "1563867000000                  | 2019-07-23T07:30:00Z",
        "1563867000999                  | 2019-07-23T07:30:00.999Z",
        "1563867000000.5                | 2019-07-23T07:30:00Z",
        "1563867000000000               | 2019-07-23T07:30:00Z",
        "1563867000000000000            | 2019-07-23T07:30:00Z",
        "１５６３８６７０００                | 2019-07-23T07:30:00Z",
        "20190723153000                 | 2019-07-23T07:30:00Z",
        "2019-07-23 15:30:00            | 2019-07-23T07:30:00Z",
        "2019-07-23 15:30               | 2019-07-23T07:30:00Z",
        "2019-7-23 15:30:00             | 2019-07-23T07:30:00Z",
        "2019/07/23 15:30:00            | 2019-07-23T07:30:00Z",
        "2019-07-23T15:30:00            | 2019-07-23T07:30:00Z",
        "2019-07-23 15:30:00.123        | 2019-07-23T07:30:00.123Z",
        "2019-07-23T07:30:00Z           | 2019-07-23T07:30:00Z",
        "2019-07-23T07:30:00.5Z         | 2019-07-23T07:30:00.500Z",
        "2019-07-23T15:30:00+08:00      | 2019-07-23T07:30:00Z",
        "2019-07-23T15:30:00+0800       | 2019-07-23T07:30:00Z",
        "2019-07-23 03:30:00 -04:00     | 2019-07-23T07:30:00Z",
        "2019-07-23 15:30:00 UTC+8      | 2019-07-23T07:30:00Z",
        "2019-07-23 07:30:00 UTC        | 2019-07-23T07:30:00Z",
        "2019年7月23日 15:30:00           | 2019-07-23T07:30:00Z"
      })
  void isATime(String text, Instant time) {
    assertThat(ReceiptTime.instant(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "0.0",
        "abc",
        "-1",
        "1",
        "946684799",
        "4102444800",
        "99999999999999999999",
        "2019-13-23 15:30:00",
        "2019-07-23",
        "15:30:00",
        "2019-07-23 25:30:00",
        "1e99",
        "NaN",
        "1563867000x",
        "null",
        "[]",
        "2019-07-23 15:30:00 +99:00"
      })
  void isNone(String text) {
    assertThat(ReceiptTime.instant(text)).isNull();
  }
}
