package io.dlrhub.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The switches: which faults happen for the next request, always, or by chance. Each that happened
 * is counted.
 */
public final class Faults {

  /** The name under which pushes are asked about, beside the actions. */
  public static final String PUSH = "push";

  private record Planned(String action, Set<Fault> faults) {

    boolean isFor(String asked) {
      return action == null
          ? faults.stream().anyMatch(fault -> applies(fault, asked))
          : action.equals(asked);
    }
  }

  private final Random random;
  private final List<Planned> planned = new ArrayList<>();
  private final Set<Fault> always = EnumSet.noneOf(Fault.class);
  private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

  Faults(long seed) {
    random = new Random(seed);
  }

  /** These, together, for the next request or push not planned for yet. */
  public synchronized Faults next(Fault... faults) {
    planned.add(new Planned(null, Set.of(faults)));
    return this;
  }

  /** These, together, for the next such action: {@code PullUSMSReport}, or {@link #PUSH}. */
  public synchronized Faults next(String action, Fault... faults) {
    planned.add(new Planned(action, Set.of(faults)));
    return this;
  }

  /** From now on for every request and push it can apply to. */
  public synchronized Faults always(Fault... faults) {
    always.addAll(List.of(faults));
    return this;
  }

  /** From now on with this probability, 0 to 1, for each request or push. */
  public synchronized Faults chance(Fault fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability of " + fault + " is " + probability + ", accepted is 0 to 1");
    }
    chances.put(fault, probability);
    return this;
  }

  /** No more faults, planned ones included; the counts stay. */
  public synchronized Faults clear() {
    planned.clear();
    always.clear();
    chances.clear();
    return this;
  }

  /** How many requests and pushes had this fault. */
  public synchronized int count(Fault fault) {
    return counts.getOrDefault(fault, 0);
  }

  /** One-shot faults that have not happened yet. */
  public synchronized int pending() {
    return planned.size();
  }

  /** Decides, and counts, what goes wrong with this request. */
  synchronized Set<Fault> decide(String action) {
    Set<Fault> decided = EnumSet.noneOf(Fault.class);
    decided.addAll(always);
    chances.forEach(
        (fault, probability) -> {
          if (random.nextDouble() < probability) {
            decided.add(fault);
          }
        });
    Iterator<Planned> plans = planned.iterator();
    while (plans.hasNext()) {
      Planned plan = plans.next();
      if (plan.isFor(action)) {
        decided.addAll(plan.faults);
        plans.remove();
        break;
      }
    }
    decided.removeIf(fault -> !applies(fault, action));
    decided.forEach(fault -> counts.merge(fault, 1, Integer::sum));
    return decided;
  }

  private static boolean applies(Fault fault, String action) {
    return switch (fault.kind()) {
      case PUSH -> action.equals(PUSH);
      case SHAPE -> true;
      default -> !action.equals(PUSH);
    };
  }
}
