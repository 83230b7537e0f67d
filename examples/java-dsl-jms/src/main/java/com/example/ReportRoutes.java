package com.example;

import io.dlrhub.report.InDoubt;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Rejected;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The destructive pull. Its own {@code errorHandler(noErrorHandler())} keeps the context's
 * dead-letter channel off: that would take a page whose queue is away for dealt with, and UCloud
 * has deleted it. So a failure reaches the Kamelet, which keeps the page in hand and hands it on
 * again.
 */
public final class ReportRoutes extends RouteBuilder {

  private final JdbcPullJournal journal;

  public ReportRoutes(JdbcPullJournal journal) {
    this.journal = journal;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());

    from("kamelet:ucloud-usms-pull-source/ucloud-pull-source"
            + "?endpoint=RAW({{ucloud.endpoint}})"
            + "&publicKey=RAW({{ucloud.public-key}})&privateKey=RAW({{ucloud.private-key}})"
            + "&projectId=RAW({{ucloud.project-id}})&period={{ucloud.period}}&journal=pullJournal")
        .routeId("ucloud-pull")
        .to(
            "kamelet:record-jms-sink/report-queue"
                + "?destination=queue:delivery-reports&connectionFactory=reportConnections")
        .process(this::tellWhatIsUnusual)
        // Only now: a crash before this line is a pull in doubt at the next start, not a silent
        // loss.
        .process(this::endIntent);
  }

  private void tellWhatIsUnusual(Exchange exchange) {
    @SuppressWarnings("unchecked")
    List<Rejected> rejected = exchange.getProperty(Rejected.PROPERTY, List.class);
    if (rejected != null) {
      for (Rejected one : rejected) {
        tell(exchange, "jms:queue:reports.rejected", one.bytes());
      }
    }
    InDoubt pull = exchange.getProperty(InDoubt.PROPERTY, InDoubt.class);
    if (pull != null) {
      tell(exchange, "jms:queue:reports.in-doubt", pull.startedAt() + " " + pull.cause());
    }
  }

  private static void tell(Exchange exchange, String queue, Object body) {
    // sendBody throws what went wrong; send() would only note it on an exchange.
    exchange.getContext().createProducerTemplate().sendBody(queue, body);
  }

  private void endIntent(Exchange exchange) {
    PullIntent intent = exchange.getProperty(PullIntent.PROPERTY, PullIntent.class);
    if (intent != null) {
      journal.end(intent);
    }
  }
}
