package io.dlrhub.ledger.sqlite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.LedgerException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogRowTest {

  /** An LF, its neighbours, itself with the highest bit, and what is in most lines. */
  private static final byte[] BYTES = {'\n', 9, 11, (byte) 0x8A, (byte) 0x8B, 0, -1, 'a', 'a', 'a'};

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyLineEndIsFoundAndNothingElse() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = new byte[1 + random.nextInt(40)];
      body[0] = '{';
      for (int i = 1; i < body.length; i++) {
        body[i] = BYTES[random.nextInt(BYTES.length)];
      }
      String[] lines = new String(body, StandardCharsets.ISO_8859_1).split("\n", -1);

      LogRow row = LogRow.of(7, lines.length, body);

      assertThat(IntStream.range(0, row.size()).mapToObj(row::line))
          .extracting(line -> new String(line, StandardCharsets.ISO_8859_1))
          .containsExactly(lines);
    }
  }

  @Test
  void coversItsOwnPositions() {
    LogRow row = LogRow.of(7, 2, bytes("{\"a\":1}\n{\"b\":2}"));

    assertThat(row.covers(6)).isFalse();
    assertThat(row.covers(7)).isTrue();
    assertThat(row.covers(8)).isTrue();
    assertThat(row.covers(9)).isFalse();
  }

  @Test
  void aRowOfAnotherCountIsDamaged() {
    byte[] three = bytes("{\"a\":1}\n{\"b\":2}\n{\"c\":\"三\"}");
    for (int count : new int[] {0, 1, 2, 4, 500}) {
      assertThatThrownBy(() -> LogRow.of(7, count, three))
          .isInstanceOf(LedgerException.class)
          .hasMessage("the log row at 7 holds 3 records instead of " + count);
    }
    assertThatThrownBy(() -> LogRow.of(7, 1, bytes("{}\n")))
        .hasMessage("the log row at 7 holds 2 records instead of 1");
  }
}
