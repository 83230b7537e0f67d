package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.InstanceName;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.schedule.QuerySchedule;
import io.dlrhub.report.Durations;
import io.dlrhub.report.Literal;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** The ledger a component finds in the registry, or opens from the context's properties. */
final class OwnLedger {

  static final String BEAN = "ledger";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)b?");

  private Ledger opened;

  synchronized Ledger get(CamelContext context) {
    if (opened != null) {
      return opened;
    }
    Set<Ledger> beans = context.getRegistry().findByType(Ledger.class);
    if (beans.size() > 1) {
      throw new IllegalArgumentException(
          "the registry has "
              + beans.size()
              + " beans of type Ledger; set the option ledger of the component ledger");
    }
    if (beans.size() == 1) {
      return beans.iterator().next();
    }
    set(context, Ledger.open(options(context)));
    return opened;
  }

  synchronized void set(CamelContext context, Ledger ledger) {
    opened = ledger;
    context.getRegistry().bind(BEAN, Ledger.class, ledger);
  }

  synchronized void close(CamelContext context) {
    if (opened != null) {
      context.getRegistry().unbind(BEAN);
      opened.close();
      opened = null;
    }
  }

  static LedgerOptions options(CamelContext context) {
    LedgerOptions defaults = LedgerOptions.of("jdbc:sqlite:data/ledger.db");
    Clock clock = context.getRegistry().findSingleByType(Clock.class);
    LedgerOptions options =
        new LedgerOptions(
            property(context, "dlr.ledger.url", defaults.url()),
            property(context, "dlr.ledger.username", null),
            property(context, "dlr.ledger.password", null),
            retention(property(context, "dlr.ledger.retention", "30d")),
            size(property(context, "dlr.quarantine.max-size", "1g")),
            clock == null ? defaults.clock() : clock);
    return named(context, options)
        .withTracking(
            schedule(property(context, "dlr.query.schedule", null)),
            property(context, "dlr.phone.region", "CN"));
  }

  /** Who shares a ledger has a name; asking for the host's may take a while, so only then. */
  private static LedgerOptions named(CamelContext context, LedgerOptions options) {
    String name = property(context, "dlr.instance", null);
    boolean alone = options.url().startsWith("jdbc:sqlite:");
    return options.withInstance(name == null && !alone ? InstanceName.ofThisHost() : name);
  }

  private static QuerySchedule schedule(String value) {
    if (value == null) {
      return QuerySchedule.DEFAULT;
    }
    return new QuerySchedule(Durations.rising("dlr.query.schedule", value));
  }

  private static String property(CamelContext context, String key, String otherwise) {
    return context
        .getPropertiesComponent()
        .resolveProperty(key)
        .map(String::trim)
        .map(Literal::decode)
        .filter(value -> !value.isEmpty())
        .orElse(otherwise);
  }

  private static Duration retention(String value) {
    return Durations.parse("dlr.ledger.retention", value);
  }

  private static long size(String value) {
    Matcher size = SIZE.matcher(value.toLowerCase(java.util.Locale.ROOT));
    if (!size.matches()) {
      throw refused("dlr.quarantine.max-size", value, "a size like 500k, 64m or 1g");
    }
    return Long.parseLong(size.group(1)) << (10 * (" kmgt".indexOf(unit(size.group(2)))));
  }

  private static char unit(String text) {
    return text.isEmpty() ? ' ' : text.charAt(0);
  }

  private static IllegalArgumentException refused(String key, String value, String accepted) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s is '%s', accepted: %s", key, value, accepted));
  }
}
