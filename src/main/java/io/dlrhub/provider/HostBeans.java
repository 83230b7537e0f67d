package io.dlrhub.provider;

import io.dlrhub.report.NotStored;
import io.dlrhub.report.PullObserver;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;

/** What a host may give the Kamelet: beans that its options name, and those found by type. */
public final class HostBeans {

  private HostBeans() {}

  /** The clock given, itself or by its name; the system's where none is. */
  public static Clock clock(CamelContext context, Object name) {
    return isNone(name) ? Clock.systemUTC() : bean(context, "clock", name, Clock.class);
  }

  /** The single clock in the registry; else the system's. */
  public static Clock clock(CamelContext context) {
    Clock found = context.getRegistry().findSingleByType(Clock.class);
    return found == null ? Clock.systemUTC() : found;
  }

  /**
   * A journal, given itself or by its name. A ledger opens when its first producer starts, after
   * the Kamelet was made: the bean is looked for when it is first needed, and at the latest when
   * the context has started, where a name that is wrong stops the start.
   *
   * @param none what there is where none is named
   */
  public static <T> Supplier<T> journal(CamelContext context, Object given, Class<T> type, T none)
      throws Exception {
    if (isNone(given)) {
      return () -> none;
    }
    Supplier<T> journal = new LateBean<>(context, "journal", given, type);
    context.addStartupListener(
        (started, already) -> {
          if (!already) {
            journal.get();
          }
        });
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

  /**
   * Looks whether something behind the Kamelet says that it has not stored what it was given,
   * though a host's error handler went on.
   *
   * @throws IllegalStateException if so
   */
  public static void requireStored(Exchange exchange) {
    Throwable failure = exchange.getProperty(NotStored.PROPERTY, Throwable.class);
    if (failure != null) {
      throw new IllegalStateException("not stored: " + failure.getMessage(), failure);
    }
  }

  /** Whether a parameter was left out. */
  public static boolean isNone(Object given) {
    return given == null || given instanceof String text && text.isBlank();
  }

  /** A bean that is looked up when it is first needed. */
  private static final class LateBean<T> implements Supplier<T> {
    private final CamelContext context;
    private final String parameter;
    private final Object given;
    private final Class<T> type;
    private volatile T found;

    LateBean(CamelContext context, String parameter, Object given, Class<T> type) {
      this.context = context;
      this.parameter = parameter;
      this.given = given;
      this.type = type;
    }

    @Override
    public T get() {
      if (found == null) {
        found = bean(context, parameter, given, type);
      }
      return found;
    }
  }
}
