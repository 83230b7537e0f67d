package io.dlrhub.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakVerdictTest {

  private static SoakVerdict of(IntFunction<SoakSample> sample) {
    return SoakVerdict.of(IntStream.range(0, 90).mapToObj(sample).toList());
  }

  private static SoakSample sample(int at, long memory, long handles, long threads, long wal) {
    return new SoakSample(at, memory, 50_000, handles, threads, wal, 1L << 30);
  }

  /** A start that fills caches, outages that come and go: neither is growth. */
  @Test
  void whatComesAndGoesIsNoGrowth() {
    SoakVerdict verdict =
        of(
            i ->
                sample(
                    i,
                    120_000 + Math.min(i, 20) * 2_000 + i % 7 * 500,
                    60 + i % 5,
                    40 + i % 3,
                    (4L + i % 6) << 20));
    assertThat(verdict.grows()).isFalse();
    assertThat(verdict.lines()).hasSize(4).noneMatch(line -> line.contains("GROWS"));
  }

  /** Each alone, slowly. */
  @ParameterizedTest
  @CsvSource({"memory,2000,0,0,0", "handles,0,1,0,0", "threads,0,0,1,0", "WAL,0,0,0,1"})
  void whatGrowsIsNamed(String name, int memory, int handles, int threads, int wal) {
    SoakVerdict verdict =
        of(
            i ->
                sample(
                    i,
                    120_000 + (long) i * memory,
                    60 + (long) i * handles,
                    40 + (long) i * threads,
                    (4L + (long) i * wal) << 20));
    assertThat(verdict.grows()).isTrue();
    assertThat(verdict.lines().stream().filter(line -> line.contains("GROWS")))
        .singleElement()
        .asString()
        .startsWith(name);
  }
}
