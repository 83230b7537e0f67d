package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code GetUSMSSendReceipt} and {@code GetISMSSendReceipt}: what is known of some messages. */
final class ReceiptAction implements UCloudAction {

  private static final int MAX_IDS = 100;

  private final boolean video;
  private final HandOutRecord outside;

  ReceiptAction(boolean video, HandOutRecord outside) {
    this.video = video;
    this.outside = outside;
  }

  @Override
  public Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults)
      throws ErrorAnswer {
    if (video) {
      request.need("Region");
      request.need("Zone");
    }
    List<SimulatedReport> reports = new ArrayList<>();
    ArrayNode data = GatewayJson.MAPPER.createArrayNode();
    List<String> ids = ids(request);
    account.asked(ids);
    if (ids.stream().anyMatch(account::refusesId)) {
      throw new ErrorAnswer(
          18003, "Invalid params [" + (video ? "TaskIdSet" : "SessionNoSet") + "]");
    }
    for (String id : ids) {
      SimulatedMessage message = account.find(id, video);
      if (message != null || faults.contains(Fault.UNKNOWN_ID_LISTED)) {
        ObjectNode element = data.addObject().put(video ? "TaskId" : "SessionNo", id);
        ArrayNode receipts = element.putArray("ReceiptSet");
        if (message != null) {
          writeReceipts(message, receipts, reports, faults);
        }
      }
    }
    outside.queried(reports);
    return Answer.harmless(envelope(data));
  }

  private List<String> ids(UCloudRequest request) throws ErrorAnswer {
    String name = video ? "TaskIdSet" : "SessionNoSet";
    List<String> ids = request.list(name);
    if (ids.isEmpty()) {
      throw new ErrorAnswer(18001, "Missing params [" + name + "]");
    }
    if (ids.size() > MAX_IDS) {
      throw new ErrorAnswer(18003, "Invalid params [" + name + "]");
    }
    return ids;
  }

  private void writeReceipts(
      SimulatedMessage message,
      ArrayNode receipts,
      List<SimulatedReport> reports,
      Set<Fault> faults) {
    for (String phone : message.phones()) {
      SimulatedReport report = message.latest(phone);
      if (report != null && video && faults.contains(Fault.STRINGS_IN_RECEIPT_SET)) {
        receipts.add("dvLbalts");
      } else if (report != null) {
        reports.add(report);
        ObjectNode receipt = receipts.addObject();
        writeIds(receipt, message, phone);
        GatewayJson.writeReceipt(receipt, report, HandOutBy.QUERY, faults);
      } else if (faults.contains(Fault.PENDING_LISTED)) {
        writePending(receipts.addObject(), message, phone, faults);
      }
    }
  }

  private void writePending(
      ObjectNode receipt, SimulatedMessage message, String phone, Set<Fault> faults) {
    writeIds(receipt, message, phone);
    receipt.put("Phone", phone);
    GatewayJson.writeTime(receipt, 0, faults);
    receipt.put("ReceiptResult", Outcome.UNKNOWN.word(message.language()));
    receipt.put("ReceiptCode", "");
    receipt.put("ReceiptDesc", "");
  }

  private void writeIds(ObjectNode receipt, SimulatedMessage message, String phone) {
    if (video) {
      receipt.put("SessionId", message.partId(phone));
    } else {
      GatewayJson.writeUserId(receipt, message, HandOutBy.QUERY);
    }
  }

  private ObjectNode envelope(ArrayNode data) {
    ObjectNode body = GatewayJson.MAPPER.createObjectNode();
    body.put("RetCode", 0);
    body.put("Action", video ? "GetISMSSendReceiptResponse" : "GetUSMSSendReceiptResponse");
    body.put("Message", "Action success");
    if (video) {
      body.put("ReqUuid", UUID.randomUUID().toString());
    }
    body.set("Data", data);
    return body;
  }
}
