package io.dlrhub.provider.ucloud;

import io.dlrhub.provider.HostBeans;
import io.dlrhub.report.PullObserver;
import io.dlrhub.report.PullOutcome;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that judges the answer to a query; what is no answer is told, and thrown. */
public abstract class QueryStep implements Processor, CamelContextAware {

  private CamelContext context;
  private String account = "default";
  private QueryKind kind = QueryKind.USMS;
  private PullObserver observer;

  /** Finds who is told. */
  public final void start() {
    observer = HostBeans.observer(context);
  }

  @Override
  public final void process(Exchange exchange) throws UCloudRefusal {
    try {
      step(exchange);
    } catch (UCloudRefusal e) {
      ended(e.outcome(), e.getMessage());
      throw e;
    }
  }

  abstract void step(Exchange exchange) throws UCloudRefusal;

  /** Tells how the query ended. */
  final void ended(PullOutcome outcome, String problem) {
    observer.pulled(ReceiptNormaliser.PROVIDER, account, kind.action, outcome);
    observer.problem(ReceiptNormaliser.PROVIDER, account, kind.action, problem);
  }

  final String account() {
    return account;
  }

  final QueryKind kind() {
    return kind;
  }

  /** Our name for the account; default {@code default}. */
  public final void setAccount(String value) {
    account = value;
  }

  /** Which call, {@code usms} or {@code isms}; default {@code usms}. */
  public final void setKind(String value) {
    kind = QueryKind.parse(value);
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
