package io.dlrhub.config;

import io.dlrhub.config.Settings.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Brings the sources of configuration together. */
final class SettingsLoader {

  static final String FILE = "application.properties";

  /** Ends a variable that names a file with the value. */
  static final String FROM_FILE = "_FILE";

  private final Path folder;
  private final Map<String, String> environment;
  private final Properties system;
  private final RouteFiles routes;

  SettingsLoader(
      Path folder, Map<String, String> environment, Properties system, RouteFiles routes) {
    this.folder = folder;
    this.routes = routes;
    this.environment = environment;
    this.system = system;
  }

  /**
   * What they say together.
   *
   * @throws BadConfiguration if the file is there and cannot be read
   */
  Settings load() {
    Settings settings = new Settings(folder);
    for (Key key : Keys.ALL) {
      if (key.defaultValue() != null && !key.name().contains("<name>")) {
        settings.put(new Setting(key.name(), key.defaultValue(), "default"));
      }
    }
    file(settings);
    for (String name : names(settings)) {
      String variable = variable(name);
      String named = environment.get(variable + FROM_FILE);
      if (environment.containsKey(variable)) {
        settings.put(new Setting(name, environment.get(variable), variable));
      } else if (named != null) {
        settings.put(new Setting(name, content(variable + FROM_FILE, named), variable + FROM_FILE));
      }
    }
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith("dlr.") || name.startsWith("camel.") || settings.find(name).isPresent()) {
        settings.put(new Setting(name, system.getProperty(name), "-D" + name));
      }
    }
    return settings;
  }

  /** The names an environment variable may stand for: documented, in the file, in a route. */
  private Set<String> names(Settings settings) {
    Set<String> names = new TreeSet<>();
    Keys.ALL.forEach(key -> names.add(key.name()));
    settings.all().forEach(setting -> names.add(setting.key()));
    names.addAll(routes.placeholders());
    routes.sinks().forEach(sink -> names.addAll(SinkKeys.of(sink)));
    return names;
  }

  /** {@code DLR_UCLOUD_PRIVATE_KEY} for {@code dlr.ucloud.private-key}. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /**
   * As Docker and Kubernetes hand out secrets; editors end the last line, which is no part of it.
   */
  private String content(String variable, String file) {
    try {
      String text = Files.readString(folder.resolve(file.strip()), StandardCharsets.UTF_8);
      return text.replaceFirst("\\A\uFEFF", "").replaceFirst("\\r?\\n\\z", "");
    } catch (IOException | InvalidPathException e) {
      throw new BadConfiguration(
          variable
              + "="
              + file
              + " cannot be read: "
              + e.getMessage()
              + "; accepted is the path of a file in UTF-8 that holds the value");
    }
  }

  private void file(Settings settings) {
    Map<String, Integer> lines = new HashMap<>();
    for (PropertiesFile.Entry entry : entries()) {
      String key = entry.key().trim();
      String source = FILE + " line " + entry.line();
      Integer first = lines.put(Settings.canonical(key), entry.line());
      if (first != null) {
        settings.notice(
            Finding.error(
                key
                    + " is given twice, in "
                    + FILE
                    + " lines "
                    + first
                    + " and "
                    + entry.line()
                    + "; accepted is once"));
      }
      if (entry.swallowed()) {
        settings.notice(
            Finding.error(
                key
                    + " ("
                    + source
                    + ") has a backslash that the syntax of the file takes away or changes; write"
                    + " two for one"));
      }
      settings.put(new Setting(key, entry.value(), source));
    }
  }

  private List<PropertiesFile.Entry> entries() {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return PropertiesFile.of(text.startsWith("\uFEFF") ? text.substring(1) : text).entries();
    } catch (IOException | IllegalArgumentException e) {
      throw new BadConfiguration(
          FILE + " cannot be read: " + e.getMessage() + "; accepted is a readable file in UTF-8");
    }
  }
}
