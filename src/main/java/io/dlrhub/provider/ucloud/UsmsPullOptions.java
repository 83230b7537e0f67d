package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.HostBeans;
import io.dlrhub.report.Durations;
import io.dlrhub.report.PullJournal;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** The options of {@link UsmsPull}, as the Kamelet sets them. */
public abstract class UsmsPullOptions implements CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private Object journal;
  private String period = "30s";
  private String tick = "500ms";
  private String backoff = "5s";
  private String backoffLongest = "5m";
  private Object clock;

  final String account() {
    return account;
  }

  final PullTimes times() {
    return new PullTimes(
        Durations.parse("period", period),
        Durations.parse("tick", tick),
        Durations.parse("backoff", backoff),
        Durations.parse("backoffLongest", backoffLongest));
  }

  final Supplier<PullJournal> journal() throws Exception {
    return HostBeans.journal(context, journal, PullJournal.class, PullJournal.NONE);
  }

  final Clock clock() {
    return HostBeans.clock(context, clock);
  }

  /** Our name for the account. */
  public final void setAccount(String value) {
    account = value;
  }

  /** A {@link PullJournal}, or the name of its bean; none for no journal. */
  public final void setJournal(Object value) {
    journal = value;
  }

  /** Between pulls while pages are short. */
  public final void setPeriod(String value) {
    period = value;
  }

  /** How often it is looked for work. */
  public final void setTick(String value) {
    tick = value;
  }

  /** First pause after trouble. */
  public final void setBackoff(String value) {
    backoff = value;
  }

  /** Longest pause after trouble. */
  public final void setBackoffLongest(String value) {
    backoffLongest = value;
  }

  /** A {@link Clock}, or the name of its bean; none for the system's. */
  public final void setClock(Object value) {
    clock = value;
  }

  @Override
  public final CamelContext getCamelContext() {
    return context;
  }

  @Override
  public final void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }
}
