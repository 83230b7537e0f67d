package io.dlrhub.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of this context by path, so that the server can ask them before it reads a body. */
final class PushGates {

  private final Map<String, PushGate> gates = new ConcurrentHashMap<>();

  void add(PushGate gate) {
    gates.put(gate.path(), gate);
  }

  /** Null where no push is taken. */
  PushGate at(String path) {
    return gates.get(path);
  }
}
