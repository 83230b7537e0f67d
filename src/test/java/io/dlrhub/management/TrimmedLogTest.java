package io.dlrhub.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.CapturedLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrimmedLogTest {

  @Test
  void saysAtMostOnceAMinuteHowManyWentSinceTheLastLine() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    TrimmedLog trimmed = new TrimmedLog(now::get);
    try (CapturedLog log = new CapturedLog()) {
      trimmed.trimmed(3);
      trimmed.trimmed(4);
      now.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
      trimmed.trimmed(5);
      assertThat(log.text().lines()).singleElement().asString().contains(": 3 of its oldest");
      now.incrementAndGet();
      trimmed.trimmed(6);
      assertThat(log.text().lines()).hasSize(2).last().asString().contains(": 15 of its oldest");
    }
  }
}
