package io.dlrhub.management;

import io.dlrhub.ledger.camel.LedgerEndpoint;
import io.dlrhub.ledger.camel.LedgerOperation;
import io.dlrhub.report.Channel;
import io.dlrhub.report.Origin;
import io.dlrhub.report.Rejected;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;

/** Makes what the routes of a context will count appear at 0, before any of it happens. */
final class ExpectedCounters {

  private static final String UCLOUD = "ucloud";

  private final CamelContext context;
  private final String account;
  private final LedgerMetrics ledger;
  private final SourceBook sources;

  /**
   * @param account whose routes the shipped ones are
   */
  ExpectedCounters(CamelContext context, String account, LedgerMetrics ledger, SourceBook sources) {
    this.sources = sources;
    this.context = context;
    this.account = account;
    this.ledger = ledger;
  }

  void expect() {
    ledger.expect(UCLOUD, account, Channel.SMS, Origin.PUSH);
    ledger.expect(UCLOUD, account, Channel.SMS, Origin.PULL);
    ledger.expectQuarantine(Rejected.UCLOUD_PUSH);
    ledger.expectQuarantine(Rejected.UCLOUD_PULL);
    context.getRoutes().stream().map(Route::getEndpoint).forEach(this::from);
  }

  private void from(Endpoint endpoint) {
    if (endpoint instanceof LedgerEndpoint due && due.getOperation() == LedgerOperation.DUE) {
      boolean video = due.getChannel() == Channel.VIDEO;
      sources.source(
          due.getProvider(), due.getAccount(), video ? "GetISMSSendReceipt" : "GetUSMSSendReceipt");
      ledger.expect(due.getProvider(), due.getAccount(), due.getChannel(), Origin.QUERY);
      ledger.expectQuarantine(video ? Rejected.UCLOUD_VIDEO_QUERY : Rejected.UCLOUD_QUERY);
    } else if (endpoint instanceof KameletEndpoint kamelet) {
      switch (kamelet.getTemplateId()) {
        case "ucloud-usms-push-source" -> {
          sources.source(UCLOUD, account(kamelet), SourceBook.PUSH);
          ledger.expect(UCLOUD, account(kamelet), Channel.SMS, Origin.PUSH);
        }
        case "ucloud-usms-pull-source" -> {
          sources.source(UCLOUD, account(kamelet), "PullUSMSReport");
          ledger.expect(UCLOUD, account(kamelet), Channel.SMS, Origin.PULL);
        }
        case "tencent-sms-statistics-source" -> {
          sources.source("tencent", account(kamelet), "pullcallbackstatus");
          ledger.expectQuarantine(Rejected.TENCENT_STATISTICS);
        }
        default -> {
          // counts nothing of its own
        }
      }
    }
  }

  private String account(KameletEndpoint kamelet) {
    Object given = kamelet.getKameletProperties().get("account");
    return given == null ? "default" : given.toString().replaceFirst("^RAW\\((.*)\\)$", "$1");
  }
}
