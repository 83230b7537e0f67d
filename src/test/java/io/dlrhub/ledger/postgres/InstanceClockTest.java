package io.dlrhub.ledger.postgres;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.CapturedLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InstanceClockTest {

  @Test
  void workThatFailsTenTimesASecondIsToldOnceAMinuteAndGoesOn() {
    AtomicInteger looks = new AtomicInteger();
    try (CapturedLog log = new CapturedLog()) {
      InstanceClock clock =
          new InstanceClock(
              () -> {},
              () -> {
                looks.incrementAndGet();
                throw new IllegalStateException("of this test");
              },
              () -> {});
      clock.start();
      await().atMost(LIMIT).until(() -> looks.get() > 5);
      clock.close();
      assertThat(log.text()).containsOnlyOnce("Housekeeping of the ledger failed");
    }
  }

  @Test
  void anErrorOfTheJvmIsTold() {
    Map<String, Throwable> uncaught = new ConcurrentHashMap<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> uncaught.put(t.getName(), e));
    InstanceClock clock =
        new InstanceClock(
            () -> {},
            () -> {},
            () -> {
              throw new OutOfMemoryError("of this test");
            });
    try {
      clock.start();
      // Else the wait takes the handler's place and throws the error itself.
      await().dontCatchUncaughtExceptions().atMost(LIMIT).until(() -> !uncaught.isEmpty());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
      clock.close();
    }
    assertThat(uncaught.get("ledger-housekeeper")).isInstanceOf(OutOfMemoryError.class);
  }
}
