package io.dlrhub;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person starts it, in a process and a folder of its own. */
class DemoProcessTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;
  private Process process;

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void bringsBackByQueryWhatWasLostAndEndsByItselfWithBooksThatAgree() throws Exception {
    start("--for", "6s", "--rate", "50");
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isZero();
    assertThat(output())
        .contains("; reports in ", "; lost ", " % delivered, ", "; why: ", "Both sides agree.");

    Set<String> finals = new HashSet<>();
    JsonNode figures = null;
    for (String line : lines()) {
      JsonNode record = MAPPER.readTree(line);
      if (record.path("type").asText().equals("delivery-statistics")) {
        figures = record.path("submitted").asLong() > 0 ? record : figures;
      } else if (!record.path("status").asText().equals("unknown")) {
        finals.add(record.path("messageId") + "/" + record.path("phone"));
      }
    }
    assertThat(count("messages sent")).isGreaterThan(100);
    assertThat(count("of them tracked by POST /messages")).isEqualTo(count("messages sent"));
    assertThat(count("phones they went to")).isEqualTo(finals.size());
    assertThat(count("of them with a final report in the file")).isEqualTo(finals.size());
    assertThat(output()).doesNotContain("still waiting");

    long reports = count("reports in the file");
    assertThat(reports)
        .isEqualTo(lines().stream().filter(l -> l.contains("\"delivery-report\"")).count());
    assertThat(count("of them by push") + count("of them by pull") + count("of them by query"))
        .isEqualTo(reports);
    assertThat(count("lost in pushes")).isPositive();
    assertThat(count("lost on pulled pages")).isPositive();
    assertThat(count("of the lost ones came back by query"))
        .isEqualTo(count("lost in pushes") + count("lost on pulled pages"));
    assertThat(count("missing: handed to the hub and not in the file")).isZero();
    assertThat(count("double: in the file more than once")).isZero();
    statisticsAgree(figures, finals.size());
  }

  /** A run that goes on over the hour has figures of two hours, which only the demo adds up. */
  private void statisticsAgree(JsonNode figures, int phones) throws IOException {
    String told = figuresOf("Tencent's statistics in the file");
    assertThat(told).startsWith("sent " + grouped(phones) + ", ");
    assertThat(figuresOf("the reports in the file")).isEqualTo(told);
    assertThat(figures.path("reported").asLong())
        .isEqualTo(figures.path("delivered").asLong() + figures.path("failed").asLong())
        .isBetween(1L, (long) phones);
  }

  @Test
  void countsAfterASignalTooAndLeavesWithinTenSeconds() throws Exception {
    start("--rate", "20", "--faults");
    await().atMost(LIMIT).until(() -> output().contains("; reports in "));
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isZero();
    assertThat(output()).contains("Both sides agree.");
  }

  @Test
  void refusesAnOptionItDoesNotKnow() throws Exception {
    start("--fast");
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output())
        .contains("unknown option --fast of demo; the nearest known one is --faults");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private void start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
    command.addAll(List.of("io.dlrhub.DlrHub", "demo", "--port", "0", "--management-port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
  }

  /** The number before some words of the count at the end. */
  private long count(String words) throws IOException {
    Matcher line = Pattern.compile("(?m)^ +([0-9,]+)  " + Pattern.quote(words)).matcher(output());
    assertThat(line.find()).as("%s in %s", words, output()).isTrue();
    return Long.parseLong(line.group(1).replace(",", ""));
  }

  private String figuresOf(String words) throws IOException {
    Matcher line =
        Pattern.compile("(?m)^ +" + Pattern.quote(words) + " +(sent .*)$").matcher(output());
    assertThat(line.find()).as("%s in %s", words, output()).isTrue();
    return line.group(1);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".ndjson")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
