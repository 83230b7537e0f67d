package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dlrhub.ledger.ReportPage;
import io.dlrhub.ledger.ReportQuery;
import io.dlrhub.report.DeliveryStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code GET /api/reports}: delivery reports as sinks get them, newest first. {@code next} is what
 * to ask for as {@code before} to go on, null at the end. A search that takes long ends early with
 * {@code complete} false: there may be more, also when there are no reports in the answer.
 */
public final class ReportsEndpoint extends ApiEndpoint {

  private static final Cursors NEXT = new Cursors("r");
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final String PHONE = "[-+0-9(). *]*[0-9][-+0-9(). *]*";

  public ReportsEndpoint() {
    super("GET", "/api/reports", "messageId", "phone", "status", "since", "before", "limit");
  }

  @Override
  boolean showsPhones() {
    return true;
  }

  @Override
  protected JsonNode answer(Call call) {
    Arguments given = call.given();
    String status =
        given.oneOf(
            "status",
            Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::wireName).toList());
    long before = NEXT.before(given);
    ReportPage page =
        call.ledger()
            .inspect()
            .reports(
                new ReportQuery(
                    given.text("messageId"),
                    phone(given),
                    status == null ? null : DeliveryStatus.of(status),
                    given.time("since"),
                    before,
                    given.limit(USUAL, MOST)));
    ObjectNode answer = Json.object();
    ArrayNode reports = answer.putArray("reports");
    for (byte[] line : page.lines()) {
      reports.addRawValue(new RawValue(new String(line, StandardCharsets.UTF_8)));
    }
    return answer
        .put("next", NEXT.text(page.next() == 0 ? null : page.next()))
        .put("complete", page.complete());
  }

  private static String phone(Arguments given) {
    String phone = given.text("phone");
    if (phone != null && !phone.matches(PHONE)) {
      throw given.notAccepted(
          "phone", "accepted is a phone number such as 18512345678, +8618512345678");
    }
    return phone;
  }
}
