package io.dlrhub.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Keys of one sink: {@code dlr.sink.NAME.WHAT}. */
final class SinkKeys {

  private static final Pattern NAME = Pattern.compile("dlr\\.sink\\.([^.]+)\\.([^.]+)");

  private SinkKeys() {}

  /** The key of every sink that this is one of; whatever else as it is. */
  static String ofAny(String name) {
    return NAME.matcher(name).replaceFirst("dlr.sink.<name>.$2");
  }

  /** The sink a key is about; empty when it is about none. */
  static Optional<String> sinkOf(String name) {
    var matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The sinks that have keys of their own. */
  static Set<String> documented() {
    Set<String> sinks = new TreeSet<>();
    Keys.ALL.forEach(key -> sinkOf(key.name()).ifPresent(sinks::add));
    sinks.remove("<name>");
    return sinks;
  }

  /** The keys of that sink that every sink has. */
  static List<String> of(String sink) {
    return Keys.ALL.stream()
        .map(Key::name)
        .filter(name -> name.contains("<name>"))
        .map(name -> name.replace("<name>", sink))
        .toList();
  }
}
