package io.dlrhub.process;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.RecordSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the file sink wrote, read as a user's collector would read it. */
final class ReportFiles {

  private final Path folder;

  ReportFiles(Path folder) {
    this.folder = folder;
  }

  /** Bytes in all files together, up to the last complete line of each. */
  long completeBytes() throws IOException {
    long size = 0;
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      size += end;
    }
    return size;
  }

  /**
   * Every record in order.
   *
   * @throws IllegalArgumentException for a file that ends with a torn line
   * @throws AssertionError for a line that the schema refuses
   */
  List<DeliveryReport> reports() throws IOException {
    List<DeliveryReport> reports = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        throw new IllegalArgumentException(file.getFileName() + " ends with a torn line");
      }
      for (String line : text.split("\n")) {
        byte[] accepted = RecordSchema.accepted(line).getBytes(StandardCharsets.UTF_8);
        reports.add((DeliveryReport) RecordJson.read(accepted));
      }
    }
    return reports;
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }
}
