package io.dlrhub.testing;

import io.dlrhub.simulator.MessageWatcher;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedReport;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what was asked for with the keys of an account, and when. */
public final class Asked implements MessageWatcher {

  private record Query(Instant at, List<String> ids) {}

  private final Clock clock;
  private final List<Query> queries = new CopyOnWriteArrayList<>();

  public Asked(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void asked(List<String> ids) {
    queries.add(new Query(clock.instant(), List.copyOf(ids)));
  }

  /** When that message was asked for. */
  public List<Instant> times(String id) {
    return queries.stream().filter(query -> query.ids().contains(id)).map(Query::at).toList();
  }

  /** Every message that was asked for. */
  public Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    queries.forEach(query -> ids.addAll(query.ids()));
    return ids;
  }

  /** How many queries there were. */
  public int queries() {
    return queries.size();
  }

  @Override
  public void sent(SimulatedMessage message) {}

  @Override
  public void reported(SimulatedReport report) {}
}
