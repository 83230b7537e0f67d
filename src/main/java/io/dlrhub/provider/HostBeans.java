package io.dlrhub.provider;

import io.dlrhub.report.PullObserver;
import io.dlrhub.report.WindowJournal;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** What a host may give the Kamelet: beans that its options name, and those found by type. */
public final class HostBeans {

  private HostBeans() {}

  /** The clock given, itself or by its name; the system's where none is. */
  public static Clock clock(CamelContext context, Object name) {
    return isNone(name) ? Clock.systemUTC() : bean(context, "clock", name, Clock.class);
  }

  /**
   * The journal of that name; one in memory where none is named. A ledger opens when its first
   * producer starts, after the Kamelet was made: the bean is looked for when the context has
   * started, and a name that is wrong stops the start then.
   */
  public static WindowJournal journal(CamelContext context, String name) throws Exception {
    if (isNone(name)) {
      return WindowJournal.inMemory();
    }
    LateJournal journal = new LateJournal();
    context.addStartupListener(
        (started, already) -> journal.found = bean(context, "journal", name, WindowJournal.class));
    return journal;
  }

  /** The single {@link PullObserver} in the registry; else nobody. */
  public static PullObserver observer(CamelContext context) {
    PullObserver found = context.getRegistry().findSingleByType(PullObserver.class);
    return found == null ? PullObserver.none() : found;
  }

  /**
   * A bean, given itself or by its name: {@code name}, {@code #name} or {@code #bean:name}.
   *
   * @throws IllegalArgumentException naming the parameter, its value and what is accepted
   */
  public static <T> T bean(CamelContext context, String parameter, Object given, Class<T> type) {
    if (type.isInstance(given)) {
      return type.cast(given);
    }
    String name = String.valueOf(given).strip().replaceFirst("^#(bean:)?", "");
    T bean = CamelContextHelper.lookup(context, name, type);
    if (bean == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "parameter %s is %s, accepted is the name of a bean of type %s",
              parameter,
              name,
              type.getName()));
    }
    return bean;
  }

  /** Whether a parameter was left out. */
  public static boolean isNone(Object given) {
    return given == null || given instanceof String text && text.isBlank();
  }

  /** Passes everything on to the journal that was found. */
  private static final class LateJournal implements WindowJournal {
    private volatile WindowJournal found;

    @Override
    public Optional<Instant> lastComplete(String provider, String account) {
      return found().lastComplete(provider, account);
    }

    @Override
    public void complete(String provider, String account, Instant windowStart) {
      found().complete(provider, account, windowStart);
    }

    private WindowJournal found() {
      if (found == null) {
        throw new IllegalStateException("the Camel context has not started");
      }
      return found;
    }
  }
}
