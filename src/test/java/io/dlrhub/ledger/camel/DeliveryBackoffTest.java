package io.dlrhub.ledger.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.RetryLater;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

/** How long a sink that fails waits: from 0.5 s doubling to 30 s, jittered. */
class DeliveryBackoffTest {

  private static final int DRAWS = 5000;
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static DeliveryBackoff failedBefore(int times) {
    DeliveryBackoff trouble = new DeliveryBackoff("test", "", NOPLogger.NOP_LOGGER, CLOCK);
    for (int i = 0; i < times; i++) {
      trouble.failed("delivery", new IOException("away"));
    }
    return trouble;
  }

  private static long[] pauses(int failure) {
    return LongStream.generate(
            () -> failedBefore(failure - 1).failed("delivery", new IOException("away")))
        .limit(DRAWS)
        .toArray();
  }

  /** The outer tenths of each range must be seen: the chance that one is not is below 1e-200. */
  @ParameterizedTest
  @CsvSource({
    "1,   500,   625",
    "2,   750,  1000",
    "3,  1500,  2000",
    "4,  3000,  4000",
    "5,  6000,  8000",
    "6, 12000, 16000",
    "7, 22500, 30000",
    "8, 22500, 30000",
    "100, 22500, 30000"
  })
  void thePauseAfterAFailureIsWithinItsRangeAndAllOfItIsUsed(int failure, long from, long to) {
    long tenth = (to - from) / 10;
    long[] pauses = pauses(failure);
    assertThat(LongStream.of(pauses).min().orElseThrow()).isBetween(from, from + tenth);
    assertThat(LongStream.of(pauses).max().orElseThrow()).isBetween(to - tenth, to);
  }

  @Test
  void theFirstPauseAfterAllWasWellIsShortAgain() {
    DeliveryBackoff trouble = failedBefore(8);
    trouble.over();
    assertThat(trouble.failed("delivery", new IOException("away"))).isBetween(500L, 625L);
  }

  @Test
  void aFarEndThatNamesATimeIsNotAskedBeforeAndOthersKeepTheirPause() {
    RetryLater minutes = new RetryLater("later", Duration.ofSeconds(600));
    RetryLater atOnce = new RetryLater("later", Duration.ZERO);
    assertThat(failedBefore(3).failed("delivery", minutes)).isEqualTo(600_000);
    assertThat(failedBefore(3).failed("delivery", atOnce)).isBetween(3000L, 4000L);
  }

  @Test
  void tellsWhenTheNextAttemptIs() {
    DeliveryBackoff trouble = failedBefore(0);
    long pause = trouble.failed("delivery", new IOException("away"));
    assertThat(trouble.status().nextAttempt()).isEqualTo(Instant.EPOCH.plusMillis(pause));
  }
}
