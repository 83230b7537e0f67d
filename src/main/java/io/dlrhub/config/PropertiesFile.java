package io.dlrhub.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in the syntax of {@link Properties}, with the line of each entry, and what the syntax
 * would change without a word: a backslash that is no escape goes, and one before {@code t} becomes
 * a tab.
 */
final class PropertiesFile {

  /** A backslash that is doubled, or stands before what it is meant to protect. */
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:(\\\\|u[0-9A-Fa-f]{4}|[:=#! ]|\\R\\s*)|([tnrf]))|\\\\");

  private final List<Entry> entries = new ArrayList<>();

  /**
   * A key and its value.
   *
   * @param line where it begins, counted from 1
   * @param swallowed whether a backslash of it is not in the value
   */
  record Entry(String key, String value, int line, boolean swallowed) {}

  private PropertiesFile() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException for what is no such text, with the line
   */
  static PropertiesFile of(String text) throws IOException {
    PropertiesFile file = new PropertiesFile();
    String[] lines = text.split("\\r\\n|\\r|\\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      String stripped = lines[i].stripLeading();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!")) {
        continue;
      }
      StringBuilder whole = new StringBuilder(lines[i]);
      while (goesOn(lines[i]) && i + 1 < lines.length) {
        whole.append('\n').append(lines[++i]);
      }
      file.add(whole.toString(), first + 1);
    }
    return file;
  }

  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void add(String entry, int line) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(entry));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
    }
    for (String key : one.stringPropertyNames()) {
      boolean swallowed = swallows(entry, key.startsWith("dlr."));
      entries.add(new Entry(key, one.getProperty(key), line, swallowed));
    }
  }

  /** No value of ours has a tab or a line end: what looks like one is a path or a secret. */
  private static boolean swallows(String entry, boolean ours) {
    Matcher escapes = ESCAPE.matcher(entry);
    while (escapes.find()) {
      if (escapes.group(1) == null && (ours || escapes.group(2) == null)) {
        return true;
      }
    }
    return false;
  }

  /** In order. */
  List<Entry> entries() {
    return entries;
  }
}
