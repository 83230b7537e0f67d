package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.operator.HubDefaults;

/** The hub that runs with the configuration of the working directory. */
final class FolderHub implements HubDefaults {

  @Override
  public String url() {
    Settings settings = Configuration.settings(DlrHub.folder());
    String host = settings.get("camel.management.host");
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "127.0.0.1";
    }
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + settings.get("camel.management.port");
  }

  /** One that may change something, where there is one. */
  @Override
  public String token() {
    Settings settings = Configuration.settings(DlrHub.folder());
    return settings
        .find("dlr.management.token")
        .or(() -> settings.find("dlr.management.read-token"))
        .map(tokens -> tokens.split(",")[0].strip())
        .orElse(null);
  }
}
