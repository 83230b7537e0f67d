package io.dlrhub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.config.BadConfiguration;
import io.dlrhub.config.Configuration;
import io.dlrhub.config.Finding;
import io.dlrhub.config.Masked;
import io.dlrhub.config.Settings;
import io.dlrhub.config.Wiring.Part;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.ledger.UnusableLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Says what would run with the configuration of the working directory and what is wrong with it.
 * Creates nothing, opens no port and no ledger.
 */
final class CheckCommand implements Command {

  private static final String JSON = "--json";

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "look at the configuration of this folder, --json for programs; changes nothing";
  }

  @Override
  public int run(List<String> arguments) {
    boolean json = arguments.equals(List.of(JSON));
    UnusableArguments.none(name(), json ? List.of() : arguments);
    Configuration configuration = Configuration.read(DlrHub.folder());
    Settings settings = configuration.settings();
    Logging.configure(settings);
    List<Finding> findings = new ArrayList<>(configuration.findings());
    if (findings.stream().noneMatch(Finding::isError)) {
      findings.addAll(camel(configuration));
      findings.addAll(ledger(settings));
    }
    findings.addAll(new ReachabilityCheck(configuration).findings());
    ExtraJars.unused().map(Finding::warning).ifPresent(findings::add);
    long errors = findings.stream().filter(Finding::isError).count();
    System.out.print(json ? json(configuration, findings) : text(configuration, findings, errors));
    return errors > 0 ? DlrHub.REFUSED : DlrHub.OK;
  }

  private static String text(Configuration configuration, List<Finding> findings, long errors) {
    StringBuilder text = new StringBuilder();
    parts("source", configuration.wiring().sources(), text);
    parts("sink", configuration.wiring().sinks(), text);
    for (Finding finding : findings) {
      text.append(finding.isError() ? "error    " : "warning  ")
          .append(masked(finding, configuration))
          .append('\n');
    }
    return text.append(errors)
        .append(" errors, ")
        .append(findings.size() - errors)
        .append(" warnings\n")
        .toString();
  }

  private static String masked(Finding finding, Configuration configuration) {
    return Masked.text(finding.text(), configuration.settings().secrets());
  }

  /** The same for a program; the fields are those of the text. */
  private static String json(Configuration configuration, List<Finding> findings) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    parts(all.putArray("sources"), configuration.wiring().sources());
    parts(all.putArray("sinks"), configuration.wiring().sinks());
    ArrayNode told = all.putArray("findings");
    for (Finding finding : findings) {
      told.addObject()
          .put("level", finding.isError() ? "error" : "warning")
          .put("key", finding.key())
          .put("text", masked(finding, configuration));
    }
    return all.toPrettyString() + "\n";
  }

  private static void parts(ArrayNode into, List<Part> parts) {
    for (Part part : parts) {
      ObjectNode one = into.addObject().put("name", part.name()).put("from", part.from());
      ObjectNode parameters = one.putObject("parameters");
      part.parameters().forEach(parameters::put);
    }
  }

  /** What is there already, and what should be known of the place. */
  private static List<Finding> ledger(Settings settings) {
    String url = settings.get("dlr.ledger.url");
    try {
      if (url.contains("{{")) {
        return List.of();
      }
      LedgerUrl.requireUsable(url);
      return LedgerUrl.look(
              LedgerOptions.of(url)
                  .withLogin(
                      settings.find("dlr.ledger.username").orElse(null),
                      settings.find("dlr.ledger.password").orElse(null)))
          .stream()
          .map(line -> Finding.warning("dlr.ledger.url=" + line))
          .toList();
    } catch (UnusableLedger e) {
      return List.of(Finding.error(StartFailure.line(e)));
    } catch (LedgerException e) {
      return List.of(Finding.warning(StartFailure.line(e)));
    }
  }

  /** What only Camel knows: its own keys, the beans, and whether every route can be read. */
  private static List<Finding> camel(Configuration configuration) {
    try (Hub hub = new Hub(configuration)) {
      hub.prepare();
      return missing(configuration, hub.context());
    } catch (BadConfiguration e) {
      return e.lines().stream().map(Finding::error).toList();
    } catch (RuntimeException e) {
      return List.of(Finding.error(StartFailure.line(e)));
    }
  }

  /** The components that nothing on the class path brings; Camel looks for them only at start. */
  private static List<Finding> missing(Configuration configuration, CamelContext context) {
    return configuration.components().entrySet().stream()
        .filter(component -> context.getComponent(component.getKey(), true, false) == null)
        .map(
            component ->
                Finding.error(
                    component.getValue()
                        + " uses the component "
                        + component.getKey()
                        + ", which is not on the class path; its jars go into a folder ext beside"
                        + " dlr-hub.jar, see docs/recipes/README.md"))
        .toList();
  }

  private static void parts(String kind, List<Part> parts, StringBuilder text) {
    if (parts.isEmpty()) {
      text.append("no ").append(kind).append(" is enabled\n");
    }
    for (Part part : parts) {
      String parameters =
          part.parameters().entrySet().stream()
              .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining());
      text.append(
          String.format(
              Locale.ROOT, "%-8s %-24s %s%s%n", kind, part.name(), part.from(), parameters));
    }
  }
}
