package io.dlrhub.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The switches: which faults happen for the next request, always, or by chance. Each that happened
 * is counted.
 *
 * @param <F> the faults there are
 */
public final class Faults<F extends Enum<F>> {

  /** The name under which pushes are asked about, beside the actions. */
  public static final String PUSH = "push";

  private record Planned<F>(String action, Set<F> faults) {}

  private final Class<F> kind;
  private final BiPredicate<F, String> applies;
  private final Random random;
  private final List<Planned<F>> planned = new ArrayList<>();
  private final Set<F> always;
  private final Map<F, Double> chances;
  private final Map<F, Integer> counts;

  /**
   * @param applies whether a fault can happen to that action
   */
  Faults(Class<F> kind, long seed, BiPredicate<F, String> applies) {
    this.kind = kind;
    this.applies = applies;
    random = new Random(seed);
    always = EnumSet.noneOf(kind);
    chances = new EnumMap<>(kind);
    counts = new EnumMap<>(kind);
  }

  /** These, together, for the next request or push not planned for yet. */
  @SafeVarargs
  public final synchronized Faults<F> next(F... faults) {
    planned.add(new Planned<>(null, Set.of(faults)));
    return this;
  }

  /** These, together, for the next such action: {@code PullUSMSReport}, or {@link #PUSH}. */
  @SafeVarargs
  public final synchronized Faults<F> next(String action, F... faults) {
    planned.add(new Planned<>(action, Set.of(faults)));
    return this;
  }

  /** From now on for every request and push it can apply to. */
  @SafeVarargs
  public final synchronized Faults<F> always(F... faults) {
    always.addAll(List.of(faults));
    return this;
  }

  /** From now on with this probability, 0 to 1, for each request or push. */
  public synchronized Faults<F> chance(F fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability of " + fault + " is " + probability + ", accepted is 0 to 1");
    }
    chances.put(fault, probability);
    return this;
  }

  /** No more faults, planned ones included; the counts stay. */
  public synchronized Faults<F> clear() {
    planned.clear();
    always.clear();
    chances.clear();
    return this;
  }

  /** How many requests and pushes had this fault. */
  public synchronized int count(F fault) {
    return counts.getOrDefault(fault, 0);
  }

  /** One-shot faults that have not happened yet. */
  public synchronized int pending() {
    return planned.size();
  }

  /** Decides, and counts, what goes wrong with this request. */
  synchronized Set<F> decide(String action) {
    Set<F> decided = EnumSet.noneOf(kind);
    decided.addAll(always);
    chances.forEach(
        (fault, probability) -> {
          if (random.nextDouble() < probability) {
            decided.add(fault);
          }
        });
    Iterator<Planned<F>> plans = planned.iterator();
    while (plans.hasNext()) {
      Planned<F> plan = plans.next();
      if (isFor(plan, action)) {
        decided.addAll(plan.faults);
        plans.remove();
        break;
      }
    }
    decided.removeIf(fault -> !applies.test(fault, action));
    decided.forEach(fault -> counts.merge(fault, 1, Integer::sum));
    return decided;
  }

  private boolean isFor(Planned<F> plan, String action) {
    return plan.action == null
        ? plan.faults.stream().anyMatch(fault -> applies.test(fault, action))
        : plan.action.equals(action);
  }
}
