package io.dlrhub.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process holds at one moment (Linux).
 *
 * @param minute since the start
 * @param anonymousKilobytes resident memory of its own
 * @param mappedKilobytes resident pages of files, which the page cache may take back
 * @param handles open files and sockets
 * @param threads of the system
 * @param walBytes size of the ledger's write-ahead log
 * @param ledgerBytes size of the ledger
 */
record SoakSample(
    double minute,
    long anonymousKilobytes,
    long mappedKilobytes,
    long handles,
    long threads,
    long walBytes,
    long ledgerBytes) {

  static SoakSample of(long pid, Path ledger, double minute) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    List<String> status = Files.readAllLines(process.resolve("status"));
    try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
      return new SoakSample(
          minute,
          number(status, "RssAnon:"),
          number(status, "RssFile:"),
          handles.count(),
          number(status, "Threads:"),
          size(ledger.resolveSibling(ledger.getFileName() + "-wal")),
          size(ledger));
    }
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("/proc has no " + name));
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "minute %6.1f: memory %d MB and %d MB mapped, handles %d, threads %d, WAL %d MB, ledger %d MB",
        minute,
        anonymousKilobytes >> 10,
        mappedKilobytes >> 10,
        handles,
        threads,
        walBytes >> 20,
        ledgerBytes >> 20);
  }
}
