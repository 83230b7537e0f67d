package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code PullUSMSReport}: hands out the oldest reports, and deletes them by handing them out. */
final class PullAction implements UCloudAction {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 200;

  private final HandOutRecord outside;
  private final Clock clock;

  PullAction(HandOutRecord outside, Clock clock) {
    this.outside = outside;
    this.clock = clock;
  }

  @Override
  public Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults)
      throws ErrorAnswer {
    List<SimulatedReport> page = account.take(limit(request));
    int number = outside.pulled(account.publicKey(), page, clock.instant());
    ObjectNode body = GatewayJson.MAPPER.createObjectNode();
    body.put("RetCode", 0);
    body.put("Action", "PullUSMSReportResponse");
    body.put("Message", "pull success");
    body.put("ReqUuid", UUID.randomUUID().toString());
    ArrayNode reports = GatewayJson.reports(page, HandOutBy.PULL, faults);
    if (reports.isEmpty() && faults.contains(Fault.EMPTY_SET_IS_NULL)) {
      body.putNull("ReportSet");
    } else if (!reports.isEmpty() || !faults.contains(Fault.EMPTY_SET_IS_ABSENT)) {
      body.set("ReportSet", reports);
    }
    return new Answer(body, () -> outside.broken(number, page));
  }

  /** What happens beyond 200 or below 1 is not documented; here it is refused. */
  private static int limit(UCloudRequest request) throws ErrorAnswer {
    String text = request.get("Limit");
    if (text == null || text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new ErrorAnswer(18002, "Malformed params [Limit]");
    }
    int limit = Integer.parseInt(text);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ErrorAnswer(18003, "Invalid params [Limit]");
    }
    return limit;
  }
}
