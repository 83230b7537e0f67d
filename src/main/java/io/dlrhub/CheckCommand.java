package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.config.Configuration;
import io.dlrhub.config.Finding;
import io.dlrhub.config.Masked;
import io.dlrhub.config.Settings;
import io.dlrhub.config.Wiring.Part;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Says what would run with the configuration of the working directory and what is wrong with it.
 * Creates nothing, opens no port and no ledger.
 */
final class CheckCommand implements Command {

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "look at the configuration of this folder; changes nothing";
  }

  @Override
  public int run(List<String> arguments) {
    UnusableArguments.none(name(), arguments);
    Configuration configuration = Configuration.read(DlrHub.folder());
    Settings settings = configuration.settings();
    Logging.configure(settings);
    List<Finding> findings = new ArrayList<>(configuration.findings());
    if (findings.stream().noneMatch(Finding::isError)) {
      findings.addAll(camel(configuration));
      ledger(settings).ifPresent(findings::add);
    }
    findings.addAll(new FarEnds(configuration).findings());
    ExtraJars.unused().map(Finding::warning).ifPresent(findings::add);
    print("source", configuration.wiring().sources());
    print("sink", configuration.wiring().sinks());
    findings.forEach(
        finding ->
            System.out.println(
                (finding.isError() ? "error    " : "warning  ")
                    + Masked.text(finding.text(), settings.secrets())));
    long errors = findings.stream().filter(Finding::isError).count();
    System.out.println(errors + " errors, " + (findings.size() - errors) + " warnings");
    return errors > 0 ? DlrHub.REFUSED : DlrHub.OK;
  }

  /** What is in the file, when there is one. */
  private static java.util.Optional<Finding> ledger(Settings settings) {
    String url = settings.get("dlr.ledger.url");
    try {
      if (!url.contains("{{")) {
        LedgerUrl.requireUsable(url);
      }
      return java.util.Optional.empty();
    } catch (LedgerException e) {
      return java.util.Optional.of(Finding.error(StartFailure.line(e)));
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

  private static void print(String kind, List<Part> parts) {
    if (parts.isEmpty()) {
      System.out.println("no " + kind + " is enabled");
    }
    for (Part part : parts) {
      String parameters =
          part.parameters().entrySet().stream()
              .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining());
      System.out.printf("%-8s %-24s %s%s%n", kind, part.name(), part.from(), parameters);
    }
  }
}
