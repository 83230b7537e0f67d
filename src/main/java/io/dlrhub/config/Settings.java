package io.dlrhub.config;

import io.dlrhub.http.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The values in force: {@code -D} before environment variables before {@code
 * application.properties} before the documented defaults.
 *
 * <p>Values are trimmed, except passwords; an empty one counts as absent.
 */
public final class Settings {

  private static final Pattern CAMEL_CASE = Pattern.compile("([a-z0-9])([A-Z])");

  /** Of it only the login is secret; which proxy does not answer is to be told. */
  private static final String PROXY = "dlr.http.proxy";

  private static final Pattern LOGIN = Pattern.compile("^(?:[a-zA-Z]+://)?(.*)@");

  private final Path folder;
  private final Map<String, Setting> values = new TreeMap<>();
  private final List<Finding> notices = new ArrayList<>();

  /**
   * A value and where it comes from.
   *
   * @param key its name
   * @param value as written
   * @param source for an operator: a file, a variable, {@code default}
   */
  record Setting(String key, String value, String source) {

    String effective() {
      return verbatim() ? value : value.trim();
    }

    boolean isOfFile() {
      return source.startsWith(SettingsLoader.FILE);
    }

    /** Whether it is in quotes, which are part of it: other formats take them away. */
    boolean quoted() {
      String text = effective();
      return text.length() > 1
          && (text.startsWith("\"") && text.endsWith("\"")
              || text.startsWith("'") && text.endsWith("'"));
    }

    boolean padded() {
      return !verbatim() && !value.equals(value.trim());
    }

    private boolean verbatim() {
      return Keys.find(key).map(Key::secrecy).orElse(null) == Key.Secrecy.PASSWORD;
    }
  }

  Settings(Path folder) {
    this.folder = folder;
  }

  void put(Setting setting) {
    String key = canonical(setting.key());
    if (setting.effective().isEmpty()) {
      empty(setting);
      return;
    }
    values.put(key, new Setting(key, setting.value(), setting.source()));
  }

  /** It counts as absent; where that would let anybody in, nobody is. */
  private void empty(Setting setting) {
    Optional<Key> secret = Keys.find(setting.key()).filter(key -> key.type() == KeyTypes.TOKENS);
    if (secret.isPresent()) {
      notice(
          Finding.error(
              setting.key(),
              setting.key()
                  + " ("
                  + setting.source()
                  + ") is empty; accepted is "
                  + secret.get().type().accepts()
                  + "; leave it out for none"));
    } else if (!setting.value().isEmpty()) {
      notice(
          Finding.warning(
              setting.key()
                  + " ("
                  + setting.source()
                  + ") holds blanks alone, which counts as not set"));
    }
  }

  void notice(Finding finding) {
    notices.add(finding);
  }

  /** What was found while they were read. */
  List<Finding> notices() {
    return notices;
  }

  /** Camel takes {@code maxBodySize} and {@code max-body-size} for the same. */
  static String canonical(String key) {
    return key.startsWith("camel.")
        ? CAMEL_CASE.matcher(key).replaceAll("$1-$2").toLowerCase(Locale.ROOT)
        : key;
  }

  /** The folder the process works in. */
  public Path folder() {
    return folder;
  }

  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key)).map(Setting::effective);
  }

  /**
   * The value of a key that has a default.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String get(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
  }

  /** Whether a switch is on. */
  public boolean isOn(String key) {
    return find(key).map("true"::equals).orElse(false);
  }

  /** The trust store that a key names, with the password of its {@code -password} key. */
  public Optional<TrustStore> trustStore(String key) {
    return find(key)
        .map(file -> new TrustStore(Path.of(file), find(key + "-password").orElse(null)));
  }

  Optional<Setting> setting(String key) {
    return Optional.ofNullable(values.get(key));
  }

  Collection<Setting> all() {
    return values.values();
  }

  /** Every value, as Camel should see it. */
  public Map<String, String> effective() {
    Map<String, String> effective = new TreeMap<>();
    values.forEach((key, setting) -> effective.put(key, setting.effective()));
    return effective;
  }

  /** The values no log line may hold, longest first. */
  public List<String> secrets() {
    TreeSet<String> secrets = new TreeSet<>();
    for (Setting setting : values.values()) {
      if (setting.key().equals(PROXY)) {
        LOGIN.matcher(setting.effective()).results().forEach(login -> secrets.add(login.group(1)));
      } else if (Secret.names(setting.key())) {
        secrets.add(setting.effective());
        secrets.addAll(KeyTypes.split(setting.effective()));
      }
    }
    return secrets.stream().sorted((a, b) -> Integer.compare(b.length(), a.length())).toList();
  }

  /** What an operator may see of a setting's value. */
  static String shown(Setting setting) {
    return Secret.names(setting.key()) ? "***" : Masked.url(setting.effective());
  }

  /** A warning where others than user and group may read secrets in the file. */
  List<Finding> readableSecrets() {
    Path file = folder.resolve(SettingsLoader.FILE);
    boolean secrets =
        values.values().stream()
            .filter(Setting::isOfFile)
            .anyMatch(setting -> Secret.names(setting.key()));
    try {
      return secrets
              && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
          ? List.of(
              Finding.warning(
                  SettingsLoader.FILE
                      + " holds secrets and everybody on this machine may read it; chmod o-r "
                      + file.getFileName()
                      + ", or give each as the file that a variable ending in _FILE names"))
          : List.of();
    } catch (IOException | UnsupportedOperationException unknown) {
      return List.of();
    }
  }
}
