package io.dlrhub.config;

import io.dlrhub.config.Settings.Setting;
import io.dlrhub.report.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at each value by itself: is the key known, is the value one that is accepted. */
final class SettingsCheck {

  private final Settings settings;
  private final Set<String> placeholders;
  private final Set<String> sinks;
  private final List<Finding> findings = new ArrayList<>();
  private CamelKeys camel;

  SettingsCheck(Settings settings, RouteFiles routes) {
    this.settings = settings;
    this.placeholders = routes.placeholders();
    this.sinks = new TreeSet<>(routes.sinks());
    this.sinks.addAll(SinkKeys.documented());
  }

  List<Finding> findings(Map<String, String> environment) {
    for (Setting setting : settings.all()) {
      if (known(setting.key())) {
        value(setting);
        idle(setting);
      } else if (setting.key().startsWith("dlr.")) {
        unknown(setting);
      } else if (setting.key().startsWith("camel.")) {
        camel().look(setting).ifPresent(findings::add);
      } else if (setting.isOfFile()) {
        unused(setting);
      }
    }
    variables(environment);
    return findings;
  }

  /** Kubernetes sets some of its own for a service whose name begins with dlr: one hint for all. */
  private void variables(Map<String, String> environment) {
    Set<String> names = new TreeSet<>(environment.keySet());
    names.removeIf(name -> !name.startsWith("DLR_"));
    Set<String> services = new TreeSet<>(names);
    services.removeIf(name -> !isOfService(name, environment.get(name)));
    names.removeAll(services);
    names.forEach(name -> variable(name, names));
    if (!services.isEmpty()) {
      findings.add(
          Finding.warning(
              "environment variables of a Kubernetes service, such as "
                  + services.iterator().next()
                  + ", are left out; enableServiceLinks: false in the pod keeps them away"));
    }
  }

  private static boolean isOfService(String name, String value) {
    return name.matches("DLR_.*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)")
        || name.matches("DLR_([A-Z0-9_]+_)?PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?")
            && value.matches("(tcp|udp|sctp)(://.*)?|\\d{1,5}|[0-9.]+|[0-9a-fA-F:]+");
  }

  private boolean known(String key) {
    return placeholders.contains(key)
        || Keys.find(key).isPresent() && SinkKeys.sinkOf(key).map(sinks::contains).orElse(true);
  }

  private void unknown(Setting setting) {
    boolean secret = Nearest.to(setting.key(), knownKeys()).map(Secret::names).orElse(false);
    findings.add(
        Finding.error(
            setting.key()
                + "="
                + (secret ? "***" : Settings.shown(setting))
                + " ("
                + setting.source()
                + ") is not a known key"
                + Nearest.hint(setting.key(), knownKeys())));
  }

  private CamelKeys camel() {
    if (camel == null) {
      camel = CamelKeys.read();
    }
    return camel;
  }

  private void unused(Setting setting) {
    if (!setting.key().startsWith("org.slf4j.")) {
      findings.add(
          Finding.warning(
              setting.key() + " (" + setting.source() + ") is used by no route and no key"));
    }
  }

  /** Documented, set by hand, and nothing that is loaded looks at it. */
  private void idle(Setting setting) {
    boolean used =
        !setting.key().startsWith("dlr.")
            || setting.source().equals("default")
            || placeholders.contains(setting.key())
            || Keys.readByJava(setting.key());
    if (!used) {
      findings.add(
          Finding.warning(
              setting.key()
                  + " ("
                  + setting.source()
                  + ") has no effect: no loaded route uses it"));
    }
  }

  private void value(Setting setting) {
    if (setting.padded()) {
      findings.add(
          Finding.warning(
              setting.key()
                  + " ("
                  + setting.source()
                  + ") has blanks around its value; they are left out"));
    }
    if (setting.quoted()) {
      findings.add(
          Finding.warning(
              setting.key()
                  + " ("
                  + setting.source()
                  + ") is in quotes, which are part of the value; leave them out"));
    }
    Keys.find(setting.key())
        .filter(key -> !key.type().admits(setting.effective()))
        .ifPresent(key -> findings.add(Finding.error(setting.key(), refused(setting, key))));
    Keys.find(setting.key())
        .flatMap(key -> key.type().doubt(setting.effective()))
        .map(doubt -> setting.key() + " (" + setting.source() + ") " + doubt)
        .ifPresent(doubt -> findings.add(Finding.warning(doubt)));
  }

  private static String refused(Setting setting, Key key) {
    return setting.key()
        + "="
        + key.shown(setting.effective())
        + " ("
        + setting.source()
        + ") is not accepted; accepted is "
        + key.type().accepts();
  }

  private void variable(String variable, Set<String> all) {
    Set<String> known = new TreeSet<>();
    knownKeys().forEach(key -> known.add(SettingsLoader.variable(key)));
    String key =
        variable.endsWith(SettingsLoader.FROM_FILE)
            ? variable.substring(0, variable.length() - SettingsLoader.FROM_FILE.length())
            : variable;
    if (!known.contains(variable) && !known.contains(key)) {
      findings.add(
          Finding.error(
              "environment variable "
                  + variable
                  + " matches no known key"
                  + Nearest.hint(variable, known)));
    } else if (!key.equals(variable) && known.contains(key) && all.contains(key)) {
      findings.add(
          Finding.error(
              variable + " and " + key + " are both set; accepted is one of them for a key"));
    }
  }

  private Set<String> knownKeys() {
    Set<String> keys = new TreeSet<>(placeholders);
    keys.removeIf(key -> !key.startsWith("dlr."));
    Keys.ALL.stream()
        .map(Key::name)
        .filter(name -> name.startsWith("dlr.") && !name.contains("<name>"))
        .forEach(keys::add);
    sinks.forEach(sink -> keys.addAll(SinkKeys.of(sink)));
    return keys;
  }
}
