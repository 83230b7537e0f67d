package io.dlrhub.messages.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which files of a folder are lists, by their names. */
final class ListNames {

  private static final List<String> LISTS = List.of(".ndjson", ".json", ".csv");
  private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart");

  private ListNames() {}

  /** Hidden files, and those that are still being written by their names, never are. */
  static boolean isList(Path file) {
    String name = lower(file);
    return !name.startsWith(".")
        && !name.startsWith("~")
        && UNFINISHED.stream().noneMatch(name::endsWith)
        && LISTS.stream().anyMatch(name::endsWith);
  }

  static boolean isCsv(Path file) {
    return lower(file).endsWith(".csv");
  }

  private static String lower(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
