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
      camel(configuration).ifPresent(findings::add);
      ledger(settings).ifPresent(findings::add);
    }
    findings.addAll(new FarEnds(configuration).findings());
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

  /** What only Camel knows: its own keys, and whether every route can be read. */
  private static java.util.Optional<Finding> camel(Configuration configuration) {
    try (Hub hub = new Hub(configuration)) {
      hub.prepare();
      return java.util.Optional.empty();
    } catch (BadConfiguration e) {
      throw e;
    } catch (RuntimeException e) {
      return java.util.Optional.of(Finding.error(StartFailure.line(e)));
    }
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
