package io.dlrhub.simulator;

import java.time.Instant;

/** A report the provider will have at some time. */
record Arrival(Instant due, SimulatedMessage message, String phone, SimulatedVerdict verdict) {}
