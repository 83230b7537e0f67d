package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code SendBatchUSMSMessage}: phones with texts of their own under one {@code SessionNo}. */
final class SendBatchAction implements UCloudAction {

  private static final int MAX_PHONES = 200;

  @Override
  public Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults)
      throws ErrorAnswer {
    Set<String> phones = new LinkedHashSet<>();
    String userId = null;
    for (JsonNode task : tasks(request.need("TaskContent"))) {
      for (JsonNode target : task.path("Target")) {
        phones.add(SendAction.bare(target.path("Phone").asText()));
        userId = target.path("UserId").asText(userId);
      }
    }
    if (phones.isEmpty() || phones.size() > MAX_PHONES) {
      throw new ErrorAnswer(18003, "Invalid params [TaskContent]");
    }
    SimulatedMessage message = account.send(false, List.copyOf(phones), userId);
    ObjectNode body = GatewayJson.MAPPER.createObjectNode();
    body.put("RetCode", 0);
    body.put("Action", "SendBatchUSMSMessageResponse");
    body.put("Message", "submit success");
    body.put("SessionNo", message.id());
    body.put("ReqUuid", UUID.randomUUID().toString());
    body.put("SuccessCount", phones.size());
    body.putArray("FailContent");
    return Answer.harmless(body);
  }

  private static JsonNode tasks(String base64) throws ErrorAnswer {
    try {
      return GatewayJson.MAPPER.readTree(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException | IOException e) {
      throw new ErrorAnswer(18002, "Malformed params [TaskContent]");
    }
  }
}
