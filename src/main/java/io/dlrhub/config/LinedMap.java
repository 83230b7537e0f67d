package io.dlrhub.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mapping of a YAML file that knows where it stands. */
final class LinedMap extends LinkedHashMap<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final transient Map<Object, Integer> lines = new HashMap<>();

  LinedMap(int line) {
    this.line = line;
  }

  void put(Object key, Object value, int ofKey) {
    put(key, value);
    lines.put(key, ofKey);
  }

  /** Line of that map's key, counted from 1; of the map where it has none; 0 for another map. */
  static int of(Map<?, ?> map, Object key) {
    return map instanceof LinedMap lined ? lined.lines.getOrDefault(key, lined.line) : 0;
  }
}
