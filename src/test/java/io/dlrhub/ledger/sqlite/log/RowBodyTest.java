package io.dlrhub.ledger.sqlite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.append.RecordLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowBodyTest {

  private final RowBody body = new RowBody();

  @AfterEach
  void close() {
    body.close();
  }

  private static byte[] lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(i == 0 ? "" : "\n").append(new String(line(i), StandardCharsets.UTF_8));
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] line(int number) {
    return RecordLine.of(Reports.number(number));
  }

  @Test
  void linesComeBackAsTheyWent() {
    for (int count : new int[] {1, 2, 3, 10, 500, 2000}) {
      byte[] lines = lines(count);
      assertThat(RowBody.decode(body.encode(lines, lines.length))).isEqualTo(lines);
    }
  }

  @Test
  void onlyAsManyBytesAsToldAreTaken() {
    byte[] lines = lines(10);
    byte[] longer = Arrays.copyOf(lines, lines.length + 1000);
    assertThat(RowBody.decode(body.encode(longer, lines.length))).isEqualTo(lines);
  }

  @Test
  void aFullRowTakesATenthOfTheDisk() {
    byte[] lines = lines(500);
    assertThat(body.encode(lines, lines.length).length).isLessThan(lines.length / 10);
  }

  @Test
  void whatDoesNotShrinkIsStoredAsItIs() {
    byte[] single = line(1);
    assertThat(body.encode(single, single.length)).isEqualTo(single);
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    noise[0] = '{';
    assertThat(body.encode(noise, noise.length)).isEqualTo(noise);
  }

  @Test
  void damageIsToldAndNothingIsMadeUp() {
    byte[] lines = lines(10);
    byte[] stored = body.encode(lines, lines.length);
    byte[] torn = Arrays.copyOf(stored, stored.length - 7);
    assertThatThrownBy(() -> RowBody.decode(torn))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("damaged");
    byte[] shorter = stored.clone();
    shorter[4]++;
    assertThatThrownBy(() -> RowBody.decode(shorter))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("damaged");
    // A context that met damage serves the next row as well as any.
    assertThat(RowBody.decode(stored)).isEqualTo(lines);
  }
}
