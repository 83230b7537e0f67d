package io.dlrhub.benchmark;

import java.util.List;

/** The middle of some measurements. */
final class Median {

  private Median() {}

  static double of(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
