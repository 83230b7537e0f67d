package io.dlrhub.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** The gates of this context by path, so that no path has two. */
final class PushGates {

  private final Map<String, PushGate> gates = new ConcurrentHashMap<>();

  /** Those of that context. */
  static PushGates of(CamelContext context) {
    PushGates known = context.getRegistry().findSingleByType(PushGates.class);
    if (known == null) {
      known = new PushGates();
      context.getRegistry().bind("dlrPushGates", PushGates.class, known);
    }
    return known;
  }

  /**
   * Takes the gate's path for it; again where an earlier gate of the same name had it.
   *
   * @throws IllegalArgumentException naming both if another has it: each would refuse what the
   *     other lets in
   */
  void add(PushGate gate) {
    PushGate first = gates.putIfAbsent(gate.path(), gate);
    if (first == null || first == gate) {
      return;
    }
    if (!first.name().equals(gate.name())) {
      throw new IllegalArgumentException(
          "parameter path of "
              + gate.name()
              + " is '"
              + gate.path()
              + "', which "
              + first.name()
              + " has already, accepted is a path of its own");
    }
    gates.put(gate.path(), gate);
  }

  /** Gives its path free, if it has it. */
  void remove(PushGate gate) {
    gates.remove(gate.path(), gate);
  }
}
