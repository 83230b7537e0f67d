package io.dlrhub.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void printsPlainLinesIntoAPipe() {
    Screen screen = new Screen(out, false, () -> 79);
    screen.status(List.of("one " + "x".repeat(100)));
    screen.status(List.of("two"));
    assertThat(text()).doesNotContain("\u001b").contains("x".repeat(100)).endsWith("two\n");
  }

  @Test
  void putsTheNextStatusInThePlaceOfTheLastOnATerminal() {
    Screen screen = new Screen(out, true, () -> 79);
    screen.status(List.of("a", "b", "c"));
    screen.status(List.of("d"));
    assertThat(text()).isEqualTo("a\nb\nc\n\u001b[3A\r\u001b[0Jd\n");
    screen.print("stays");
    screen.print("too");
    assertThat(text()).endsWith("d\n\u001b[1A\r\u001b[0Jstays\ntoo\n");
  }

  @Test
  void cutsLinesThatWouldWrapCountingChineseDouble() {
    assertThat(Screen.cut("short", 78)).isEqualTo("short");
    assertThat(Screen.cut("x".repeat(100), 78)).hasSize(78).endsWith("x…");
    assertThat(Screen.cut("中".repeat(100), 78)).hasSize(39).endsWith("中…");
  }

  @Test
  void cutsTheStatusToTheWidthTheTerminalHasNow() {
    AtomicInteger width = new AtomicInteger(41);
    Screen screen = new Screen(out, true, width::get);
    screen.status(List.of("x".repeat(100)));
    assertThat(text()).isEqualTo("x".repeat(39) + "…\n");
    width.set(31);
    screen.status(List.of("y".repeat(100)));
    assertThat(text()).endsWith("\u001b[0J" + "y".repeat(29) + "…\n");
  }

  @ParameterizedTest
  @CsvSource({"24 132,132", "24 0,80", "'',80", "no,80", "5 7,20"})
  void takesTheWidthThatTheTerminalTells(String answer, int columns) {
    assertThat(Terminal.width(answer)).isEqualTo(columns);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
