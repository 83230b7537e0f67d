package io.dlrhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.simulator.demo.DemoOptions;
import io.dlrhub.testing.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CommandsTest {

  private static DemoOptions demo(String... arguments) {
    CommandLine line = Commands.line();
    line.parseArgs(Stream.concat(Stream.of("demo"), Stream.of(arguments)).toArray(String[]::new));
    return ((DemoCommand) line.getSubcommands().get("demo").getCommand()).options();
  }

  @Test
  void theDemoRunsForEverAtTenMessagesASecondUnlessTold() {
    assertThat(demo()).isEqualTo(new DemoOptions(10, null, null, null, false));
  }

  @Test
  void theDemoTakesEveryOption() {
    assertThat(
            demo(
                "--faults",
                "--rate=2.5",
                "--for",
                "30s",
                "--port",
                "0",
                "--management-port",
                "9999"))
        .isEqualTo(new DemoOptions(2.5, Duration.ofSeconds(30), 0, 9999, true));
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "12h,PT12H", "2d,PT48H"})
  void theDemoReadsTimes(String text, Duration time) {
    assertThat(demo("--for", text).length()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--rate fast|'--rate': it is 'fast'",
        "--rate 0|it is '0'",
        "--rate 2001|2000",
        "--for 30|'--for': it is '30', accepted are times such as 30s",
        "--for 0s|it is '0s'",
        "--port 70000|'--port': it is '70000'",
        "--rate|Missing required parameter for option '--rate' (N)"
      })
  void theDemoSaysWhatIsWrongAndWhatIsAccepted(String line, String message) {
    assertThatThrownBy(() -> demo(line.split(" ")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  static Stream<CommandLine> all() {
    return below(Commands.line());
  }

  private static Stream<CommandLine> below(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(CommandsTest::below));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCommandHasHelpThatSaysWhatEachOptionIs(CommandLine line) {
    assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(line.getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).as(option.toString()).isNotEmpty());
    assertThat(line.getCommandSpec().optionsMap()).containsKey("--help");
    assertThat(line.getUsageMessage().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(101));
  }

  /** A real bash, as every machine these tests run on has one. */
  @Test
  void bashCompletesCommandsAndOptions(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, AutoComplete.bash("dlr-hub", Commands.line()));
    assertThat(completed(script, "de")).containsExactlyInAnyOrder("demo", "dead-letters");
    assertThat(completed(script, "sinks", "p")).containsExactly("pause");
    assertThat(completed(script, "replay", "--s")).contains("--since", "--status");
  }

  private static List<String> completed(Path script, String... words)
      throws IOException, InterruptedException {
    String line = "dlr-hub " + String.join(" ", words);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + script
                    + "; COMP_WORDS=("
                    + line
                    + "); COMP_CWORD="
                    + words.length
                    + "; _complete_dlr-hub; printf '%s\\n' \"${COMPREPLY[@]}\"")
            // It says there that no key was pressed.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  @Test
  void wrongUsageIsExitCodeTwoAndSaysWhatIsAccepted() {
    usage(
        "unknown command stop of sinks; the nearest known one is pause; accepted are pause, resume",
        "sinks",
        "stop",
        "http");
    usage("Missing required parameter: 'SINK'", "sinks", "pause");
    usage("Missing required parameter: 'SINK'", "replay");
    usage("--since is missing", "replay", "http", "--until", "1h");
    usage("it is 'soon', accepted are a time", "replay", "http", "--since", "soon");
    usage("Missing required parameter for option '--since'", "replay", "http", "--since");
    usage(
        "'--since' (TIME) should be specified only once",
        "replay",
        "http",
        "--since",
        "1h",
        "--since=2h");
    usage(
        "'--max-per-second': it is '0'",
        "replay",
        "http",
        "--since",
        "1h",
        "--max-per-second",
        "0");
    usage(
        "unknown option --sinc of replay; the nearest known one is --since",
        "replay",
        "http",
        "--sinc",
        "1h");
    usage("--cancel goes with no other option", "replay", "http", "--cancel", "--wait");
    usage("Missing required option: '--reason=TEXT'", "dead-letters", "discard", "1");
    usage("an ID or --sink is missing", "dead-letters", "retry");
    usage("an ID and a filter do not go together", "dead-letters", "retry", "1", "--sink", "http");
    usage("it is 'x', accepted is a whole number", "dead-letters", "show", "x");
    usage("--limit does not go before show", "dead-letters", "--limit", "5", "show", "1");
    usage("'1' is one word too many", "replay", "http", "1");
    usage("--url is 'x', accepted is an address", "sinks", "--url", "x");
    usage("--url is 'x', accepted is an address", "sinks", "--url", "x", "pause", "http");
  }

  private static void usage(String message, String... words) {
    try (CapturedLog err = new CapturedLog()) {
      assertThat(Commands.execute(words)).as(message).isEqualTo(DlrHub.REFUSED);
      assertThat(err.text()).contains(message, "see java -jar dlr-hub.jar " + words[0]);
    }
  }
}
