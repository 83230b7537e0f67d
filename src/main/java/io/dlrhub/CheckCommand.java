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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Says what would run with the configuration of the working directory and what is wrong with it.
 * Creates nothing, opens no port and no ledger.
 */
@Command(
    name = "check",
    header = "look at the configuration of this folder; changes nothing",
    description = {
      "Says which sources and sinks would run with the configuration of this folder, and what is",
      "wrong with it. Creates nothing, opens no port and no ledger, works beside a running hub."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  java -jar dlr-hub.jar check", "  java -jar dlr-hub.jar check --json"})
final class CheckCommand implements Callable<Integer> {

  @Option(names = "--json", description = "one JSON object instead of text")
  private boolean json;

  @Override
  public Integer call() {
    Configuration configuration = Configuration.read(DlrHub.folder(), Logging::configure);
    Settings settings = configuration.settings();
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

  /** The same for a program. */
  private static String json(Configuration configuration, List<Finding> findings) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("ok", findings.stream().noneMatch(Finding::isError));
    parts(all.putArray("sources"), configuration.wiring().sources());
    parts(all.putArray("sinks"), configuration.wiring().sinks());
    ArrayNode told = all.putArray("findings");
    for (Finding finding : findings) {
      String message = masked(finding, configuration);
      Place place = Place.in(message);
      told.addObject()
          .put("level", finding.isError() ? "error" : "warning")
          .put("key", finding.key())
          .put("file", place.file())
          .put("line", place.line())
          .put("message", message);
    }
    return all.toPrettyString() + "\n";
  }

  /** Where in a file, as findings say it: {@code (application.properties line 7)}. */
  private record Place(String file, Integer line) {

    private static final Pattern TOLD =
        Pattern.compile(
            "\\b(application\\.properties|routes/[^\\s:,()]+\\.yaml)(?: line |:)?(\\d+)?");

    static Place in(String message) {
      Matcher told = TOLD.matcher(message);
      if (!told.find()) {
        return new Place(null, null);
      }
      return new Place(
          told.group(1), told.group(2) == null ? null : Integer.valueOf(told.group(2)));
    }
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
