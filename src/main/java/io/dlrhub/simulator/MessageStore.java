package io.dlrhub.simulator;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages queries can ask for; the oldest are forgotten beyond a number. */
final class MessageStore {

  private final Map<String, SimulatedMessage> messages = new LinkedHashMap<>();
  private final int most;

  MessageStore(int most) {
    this.most = most;
  }

  synchronized void add(SimulatedMessage message) {
    messages.put(message.id(), message);
    Iterator<String> oldest = messages.keySet().iterator();
    while (messages.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }

  /** The message of that id and kind; null for none. */
  synchronized SimulatedMessage find(String id, boolean video) {
    SimulatedMessage message = messages.get(id);
    return message == null || message.video() != video ? null : message;
  }

  synchronized List<SimulatedMessage> all() {
    return List.copyOf(messages.values());
  }
}
