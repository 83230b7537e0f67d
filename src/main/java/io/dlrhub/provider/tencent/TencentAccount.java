package io.dlrhub.provider.tencent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account at Tencent and what is needed to call it.
 *
 * <p>Blanks around a value are cut off with a warning: an app key copied with one was refused as
 * 1001 for days (docs/protocol/tencent.md).
 *
 * @param name our name for the account
 * @param sdkAppId the application's number, public
 * @param appKey its secret
 */
record TencentAccount(String name, String sdkAppId, String appKey) {

  private static final Logger LOG = LoggerFactory.getLogger(TencentAccount.class);

  /**
   * Trims the values.
   *
   * @throws IllegalArgumentException naming the Kamelet parameter that is missing or blank
   */
  TencentAccount {
    name = trimmed("account", name);
    sdkAppId = trimmed("sdkAppId", sdkAppId);
    appKey = trimmed("appKey", appKey);
  }

  private static String trimmed(String parameter, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "parameter " + parameter + " is blank, accepted is any text that is not");
    }
    String trimmed = value.strip();
    if (!trimmed.equals(value)) {
      LOG.warn("parameter {} has blanks around its value; they are left out", parameter);
    }
    return trimmed;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "tencent/" + name;
  }
}
