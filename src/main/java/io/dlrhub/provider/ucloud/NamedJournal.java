package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.HostBeans;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.PullJournal;
import org.apache.camel.CamelContext;

/**
 * A journal looked up when it is first needed: a ledger may be opened after the routes are made.
 * While there is none, no pull begins.
 */
final class NamedJournal implements PullJournal {

  private final CamelContext context;
  private final Object reference;
  private PullJournal found;

  NamedJournal(CamelContext context, Object reference) {
    this.context = context;
    this.reference = reference;
  }

  @Override
  public PullIntent begin(String provider, String account, String action) {
    return journal().begin(provider, account, action);
  }

  @Override
  public boolean isOpen(PullIntent intent) {
    return journal().isOpen(intent);
  }

  @Override
  public void cancel(PullIntent intent) {
    journal().cancel(intent);
  }

  private PullJournal journal() {
    if (found == null) {
      found = HostBeans.bean(context, "journal", reference, PullJournal.class);
    }
    return found;
  }
}
