package io.dlrhub.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether a process grows: the most it held in the last third of the time against the most it held
 * in the third before. The first third, in which caches and pools fill, does not count. Both thirds
 * are long enough for sinks to have been down and up in each, so that like is held against like.
 */
final class SoakVerdict {

  private static final double MORE = 1.1;

  private final List<SoakSample> samples;
  private final List<String> lines = new ArrayList<>();
  private boolean grows;

  private SoakVerdict(List<SoakSample> samples) {
    this.samples = samples;
  }

  /** Judges; a tenth more is allowed of each, and beside it what one connection or file may be. */
  static SoakVerdict of(List<SoakSample> samples) {
    SoakVerdict verdict = new SoakVerdict(samples);
    verdict.judge("memory, kB", SoakSample::anonymousKilobytes, 4 << 10);
    verdict.judge("handles", SoakSample::handles, 4);
    verdict.judge("threads", SoakSample::threads, 2);
    verdict.judge("WAL, bytes", SoakSample::walBytes, 4 << 20);
    return verdict;
  }

  private void judge(String what, ToLongFunction<SoakSample> value, long beside) {
    int third = samples.size() / 3;
    long before = most(samples.subList(third, 2 * third), value);
    long last = most(samples.subList(2 * third, samples.size()), value);
    boolean more = last > before * MORE + beside;
    grows |= more;
    lines.add(
        String.format(
            Locale.ROOT,
            "%-12s most in the second third %,d, in the last %,d%s",
            what,
            before,
            last,
            more ? ": GROWS" : ""));
  }

  private static long most(List<SoakSample> some, ToLongFunction<SoakSample> value) {
    return some.stream().mapToLong(value).max().orElse(0);
  }

  boolean grows() {
    return grows;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
