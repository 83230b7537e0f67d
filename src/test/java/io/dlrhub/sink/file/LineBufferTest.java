package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBufferTest {

  private static final List<byte[]> LINES = List.of(bytes("1,ä"), bytes(""), bytes("2,报告"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer).toString();
  }

  @Test
  void everyLineHasItsEnd() {
    assertThat(text(new LineBuffer(false).fill(null, LINES))).isEqualTo("1,ä\n\n2,报告\n");
    assertThat(text(new LineBuffer(true).fill(null, LINES))).isEqualTo("1,ä\r\n\r\n2,报告\r\n");
  }

  @Test
  void theHeaderIsALineToo() {
    byte[] header = bytes("number,text");

    assertThat(text(new LineBuffer(false).fill(header, LINES)))
        .isEqualTo("number,text\n1,ä\n\n2,报告\n");
    assertThat(text(new LineBuffer(true).fill(header, LINES)))
        .isEqualTo("number,text\r\n1,ä\r\n\r\n2,报告\r\n");
  }

  @Test
  void isUsedAgainAndGrows() {
    LineBuffer buffer = new LineBuffer(false);
    for (int size : new int[] {1, 64 * 1024, 100, 5 << 20, 7}) {
      String line = "x".repeat(size);
      assertThat(text(buffer.fill(null, List.of(bytes(line))))).isEqualTo(line + "\n");
    }
  }
}
