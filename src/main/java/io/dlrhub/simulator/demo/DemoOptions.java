package io.dlrhub.simulator.demo;

import java.time.Duration;

/**
 * What the demo is asked for.
 *
 * @param rate messages a second, {@link #LEAST_RATE} to {@link #MOST_RATE}
 * @param length how long it runs; null until it is stopped
 * @param port of the intake; null for the usual one or, if that is taken, a free one
 * @param managementPort of health, metrics and JSON API; null likewise
 * @param faults whether things go wrong now and then
 */
public record DemoOptions(
    double rate, Duration length, Integer port, Integer managementPort, boolean faults) {

  /** Messages a second. */
  public static final double LEAST_RATE = 0.1;

  /** Messages a second. */
  public static final double MOST_RATE = 2000;
}
