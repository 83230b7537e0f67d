package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * {@code SendUSMSMessage}, {@code SendISMSMessage} and its elder name {@code SendUSMSVideoMessage}:
 * takes a message; its reports arrive in their time.
 */
final class SendAction implements UCloudAction {

  private static final int MAX_PHONES = 1000;

  private final String name;
  private final boolean video;

  SendAction(String name, boolean video) {
    this.name = name;
    this.video = video;
  }

  @Override
  public Answer answer(UCloudAccount account, UCloudRequest request, Set<Fault> faults)
      throws ErrorAnswer {
    request.need("TemplateId");
    if (video) {
      request.need("Region");
      request.need("Zone");
    } else {
      request.need("SigContent");
    }
    String userId = request.get("UserId");
    SimulatedMessage message = account.send(video, phones(request), userId);
    ObjectNode body = GatewayJson.MAPPER.createObjectNode();
    body.put("RetCode", 0);
    body.put("Action", name + "Response");
    body.put("Message", video ? "Action success" : "Send success");
    if (video) {
      body.put("ReqUuid", UUID.randomUUID().toString());
      body.put("TaskId", message.id());
    } else {
      body.put("SessionNo", message.id());
      if (userId != null) {
        body.put("UserId", userId);
      }
    }
    return Answer.harmless(body);
  }

  private List<String> phones(UCloudRequest request) throws ErrorAnswer {
    String list = video ? "PhoneSet" : "PhoneNumbers";
    List<String> phones = request.list(list).stream().map(SendAction::bare).distinct().toList();
    if (phones.isEmpty()) {
      throw new ErrorAnswer(18001, "Missing params [" + list + "]");
    }
    if (phones.size() > MAX_PHONES) {
      throw new ErrorAnswer(18003, "Invalid params [" + list + "]");
    }
    return phones;
  }

  /** Reports show mainland numbers bare, however they were sent. */
  static String bare(String phone) {
    return phone.startsWith("(86)") ? phone.substring(4) : phone;
  }
}
