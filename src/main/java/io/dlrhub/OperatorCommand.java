package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Settings;
import io.dlrhub.operator.BadUsage;
import io.dlrhub.operator.CommandWords;
import io.dlrhub.operator.Failed;
import io.dlrhub.operator.HubClient;
import io.dlrhub.operator.Operation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** A command that talks to the hub that runs with the configuration of the working directory. */
final class OperatorCommand implements Command {

  private final String name;
  private final String summary;
  private final Operation operation;

  OperatorCommand(String name, String summary, Operation operation) {
    this.name = name;
    this.summary = summary;
    this.operation = operation;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public int run(List<String> arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      CommandWords words = new CommandWords(arguments, Clock.systemUTC());
      if (words.has("--help")) {
        out.print(operation.help());
        return DlrHub.OK;
      }
      String url = words.get("--url");
      HubClient hub = new HubClient(url == null ? configured() : url, token(words));
      return operation.run(words, hub, out);
    } catch (BadUsage e) {
      System.err.println(e.getMessage());
      System.err.println("see java -jar dlr-hub.jar " + name + " --help");
      return DlrHub.REFUSED;
    } catch (Failed e) {
      System.err.println(e.getMessage());
      return DlrHub.TROUBLE;
    }
  }

  /** One that may change something, where there is one. */
  private static String token(CommandWords words) {
    if (words.get("--token") != null) {
      return words.get("--token");
    }
    Settings settings = Configuration.settings(DlrHub.folder());
    return settings
        .find("dlr.management.token")
        .or(() -> settings.find("dlr.management.read-token"))
        .map(tokens -> tokens.split(",")[0].strip())
        .orElse(null);
  }

  /** Where the hub of this folder is managed. */
  private static String configured() {
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
}
