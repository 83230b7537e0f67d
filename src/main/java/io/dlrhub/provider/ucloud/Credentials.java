package io.dlrhub.provider.ucloud;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks UCloud, and for which project.
 *
 * @param publicKey from UCloud's console
 * @param privateKey from UCloud's console; signs, is never sent
 * @param projectId nullable
 * @param region nullable
 * @param zone nullable
 */
record Credentials(
    String publicKey, String privateKey, String projectId, String region, String zone) {

  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  /**
   * Trims everything; a key copied with a blank is refused by the provider as a wrong signature.
   *
   * @throws IllegalArgumentException naming the key that is missing
   */
  Credentials {
    publicKey = required("publicKey", publicKey);
    privateKey = required("privateKey", privateKey);
    projectId = trimmed("projectId", projectId);
    region = trimmed("region", region);
    zone = trimmed("zone", zone);
  }

  /** The parameters every request for that action begins with, in no order that matters. */
  Map<String, String> parameters(String action) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", action);
    parameters.put("PublicKey", publicKey);
    putUnlessNull(parameters, "ProjectId", projectId);
    putUnlessNull(parameters, "Region", region);
    putUnlessNull(parameters, "Zone", zone);
    return parameters;
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return "Credentials[projectId=" + projectId + ", region=" + region + ", zone=" + zone + "]";
  }

  private static void putUnlessNull(Map<String, String> parameters, String name, String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  private static String required(String name, String value) {
    String trimmed = trimmed(name, value);
    if (trimmed == null) {
      throw new IllegalArgumentException(name + " is missing: copy it from UCloud's console");
    }
    return trimmed;
  }

  private static String trimmed(String name, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String trimmed = value.strip();
    if (trimmed.length() < value.length()) {
      LOG.warn("{} of UCloud is written with blanks around it; they are left out", name);
    }
    return trimmed;
  }
}
