package io.dlrhub.operator;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command that talks to a running hub. */
final class HubOptions {

  private final HubDefaults defaults;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "the answer of the API instead of text")
  private boolean json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "management port of the hub (default: as application.properties here says)")
  private String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description =
          "of dlr.management.token (default: that of this folder's configuration, for its own hub)")
  private String token;

  HubOptions(HubDefaults defaults) {
    this.defaults = defaults;
  }

  boolean json() {
    return json;
  }

  PrintStream out() {
    return out;
  }

  /**
   * The hub.
   *
   * @throws BadUsage if the URL is none
   */
  HubClient client() {
    return new HubClient(url == null ? defaults.url() : url, token == null ? ours() : token);
  }

  /** The folder's token is for the folder's hub: whatever else an address names does not get it. */
  private String ours() {
    boolean same = url == null || url.replaceFirst("/$", "").equals(defaults.url());
    return same ? defaults.token() : null;
  }
}
