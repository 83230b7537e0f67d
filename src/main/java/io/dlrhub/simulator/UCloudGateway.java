package io.dlrhub.simulator;

import io.dlrhub.provider.ucloud.UCloudSignature;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a request in, or not, and finds its action. */
final class UCloudGateway {

  private final Map<String, UCloudAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, UCloudAction> actions = new ConcurrentHashMap<>();

  void add(UCloudAccount account) {
    accounts.put(account.publicKey(), account);
  }

  void add(String name, UCloudAction action) {
    actions.put(name, action);
  }

  Answer answer(UCloudRequest request, Set<Fault> faults) throws ErrorAnswer {
    UCloudAccount account = authenticated(request);
    UCloudAction action = actions.get(request.get("Action"));
    if (action == null) {
      throw new ErrorAnswer(161, "Action Not Exists");
    }
    String project = request.get("ProjectId");
    if (account.projectId() != null
        && project != null
        && !project.isEmpty()
        && !project.equals(account.projectId())) {
      throw new ErrorAnswer(292, "Project Not Exists");
    }
    return action.answer(account, request, faults);
  }

  private UCloudAccount authenticated(UCloudRequest request) throws ErrorAnswer {
    if (isBlank(request.get("Action"))) {
      throw new ErrorAnswer(160, "Missing Action");
    }
    String signature = request.get("Signature");
    if (isBlank(signature)) {
      throw new ErrorAnswer(170, "Missing Signature");
    }
    String publicKey = request.get("PublicKey");
    UCloudAccount account = publicKey == null ? null : accounts.get(publicKey);
    if (account == null) {
      throw new ErrorAnswer(172, "User Not Exists");
    }
    boolean right =
        signature.equals(UCloudSignature.sign(request.parameters(), account.privateKey()))
            || signature.equals(UCloudSignature.sign(request.nested(), account.privateKey()));
    if (!right) {
      throw new ErrorAnswer(171, "Signature VerifyAC Error");
    }
    return account;
  }

  private static boolean isBlank(String value) {
    return value == null || value.isEmpty();
  }
}
