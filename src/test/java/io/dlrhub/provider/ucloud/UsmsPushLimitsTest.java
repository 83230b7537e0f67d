package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.append.PreparedAppend;
import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.OverLimit;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a push may hold, and what becomes of what holds more. */
class UsmsPushLimitsTest {

  private static final String GOOD =
      "{\"SessionNo\":\"s-%d\",\"Phone\":\"18512345678\",\"ReceiptResult\":\"成功\","
          + "\"ReceiptCode\":\"DELIVRD\",\"ReceiptDesc\":\"ok\",\"UserId\":\"u-%d\","
          + "\"ReceiptTime\":1563867000,\"CostCount\":1}";

  private final BodyLimits limits = new BodyLimits(50_000, 20, 30, 100, 10);
  private final UsmsPushReader reader = reader(limits);

  private static UsmsPushReader reader(BodyLimits limits) {
    return new UsmsPushReader("shop", new PhoneNumbers("CN"), Clock.systemUTC(), limits);
  }

  @Test
  void takesTenThousandReports() {
    byte[] body = push(good(10_000));
    Reservation held = MemoryBudget.ofHeap(247L << 20).open("sender");
    held.body(body.length);
    assertThat(reader(BodyLimits.DEFAULT).read(body, held).reports()).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "{}", "[]", "[[]]", "null", "\"\"", "{\"SessionNo\":\"s\"}"})
  void moreElementsThanTheLimitAreRefusedWithTheKey(String element) {
    byte[] body = push(String.join(",", Collections.nCopies(50_001, element)));
    assertThatThrownBy(() -> reader.read(body))
        .isInstanceOf(OverLimit.class)
        .hasMessage("Data has more than 50000 elements (dlr.intake.max-elements)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"MsgType\":@,\"Data\":[]}",
        "{\"MsgType\":2,\"Data\":[@]}",
        "{\"MsgType\":2,\"Data\":@}",
        "{\"MsgType\":2,\"Data\":[{\"CostCount\":@}]}",
        "{\"MsgType\":2,\"Data\":[{\"Phone\":@}]}",
        "{\"MsgType\":2,\"Data\":[{\"x\":@}]}",
        "{\"MsgType\":2,\"Data\":[{\"x\":[{\"y\":@}]}]}",
        "{\"MsgType\":2,\"Data\":[[@]]}",
        "{\"MsgType\":2,\"x\":@,\"Data\":[]}",
        "[@]"
      })
  void aNumberOfTooManyDigitsIsRefusedWhereverItStands(String body) {
    for (String number :
        new String[] {"9".repeat(31), "-1e" + "0".repeat(40), "0." + "1".repeat(30)}) {
      assertThatThrownBy(() -> reader.read(utf8(body.replace("@", number))))
          .isInstanceOf(OverLimit.class)
          .hasMessage("a number has more than 30 digits (dlr.intake.max-digits)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"MsgType\":\"@\",\"Data\":[]}",
        "{\"MsgType\":2,\"Data\":[{\"UserId\":\"@\"}]}",
        "{\"MsgType\":2,\"Data\":[{\"x\":\"@\"}]}",
        "{\"MsgType\":2,\"Data\":[{\"x\":{\"y\":\"@\"}}]}",
        "{\"MsgType\":2,\"Data\":[\"@\"]}",
        "{\"MsgType\":2,\"Data\":[{\"@\":1}]}"
      })
  void aTextOrKeyThatIsTooLongIsRefusedWhereverItStands(String body) {
    assertThatThrownBy(() -> reader.read(utf8(body.replace("@", "x".repeat(5000)))))
        .isInstanceOf(OverLimit.class)
        .hasMessage("a text has more than 100 characters (dlr.intake.max-text)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"MsgType\":2,@}",
        "{\"MsgType\":2,\"Data\":[{@}]}",
        "{\"MsgType\":2,\"Data\":[{\"x\":[{@}]}]}",
        "{\"MsgType\":2,\"x\":{@}}"
      })
  void anObjectOfTooManyKeysIsRefusedWhereverItStands(String body) {
    String keys =
        IntStream.range(0, 21).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));
    assertThatThrownBy(() -> reader.read(utf8(body.replace("@", keys))))
        .isInstanceOf(OverLimit.class)
        .hasMessage("an object has more than 20 keys (dlr.intake.max-keys)");
  }

  @Test
  void rejectsBeyondTheLimitAreOneRangeOfTheBodyAndGoodElementsAreTaken() {
    String bad = String.join(",", Collections.nCopies(40, "{}"));
    Reading reading =
        reader.read(push(good(2) + "," + bad + "," + good(3) + ",0," + good(1) + ",\"last\""));
    assertThat(reading.reports()).hasSize(6);
    assertThat(reading.rejected()).hasSize(11);
    Rejected range = reading.rejected().get(10);
    assertThat(range.reason()).isEqualTo("too-many");
    assertThat(range.detail())
        .isEqualTo("32 more between Data[12] and Data[47]; the first has no SessionNo");
    assertThat(new String(range.bytes(), StandardCharsets.UTF_8))
        .startsWith("{},{}")
        .contains("s-2")
        .endsWith("},\"last\"");
  }

  @ParameterizedTest
  @CsvSource({"{}, 49000", "0, 49000", "[[]], 49000"})
  void badElementsHoldNoMoreThanTheirBytes(String element, int count) {
    byte[] body = push(String.join(",", Collections.nCopies(count, element)));
    Reservation held = MemoryBudget.ofHeap(247L << 20).open("sender");
    Reading reading = reader(BodyLimits.DEFAULT).read(body, held);
    long bytes =
        PreparedAppend.of(new Append(reading.reports(), reading.rejected(), null, null)).bytes();
    assertThat(reading.rejected()).hasSize(101);
    assertThat(bytes).isLessThan(body.length + 300_000L);
  }

  @Test
  void memoryIsReservedBeforeReportsAreMade() {
    MemoryBudget small = MemoryBudget.ofHeap(16L << 20);
    Reservation held = small.open("sender");
    assertThatThrownBy(() -> reader.read(push(good(20_000)), held))
        .isInstanceOf(MemoryRefused.class);
    assertThat(held.held()).isLessThanOrEqualTo(6L << 20);
    held.close();
    assertThat(small.held()).isZero();
  }

  /** What is reserved is what is held: measured with the heap, once both are large enough. */
  @Test
  void whatIsReservedCoversWhatIsHeld() {
    byte[] body = push(good(10_000));
    Reservation held = MemoryBudget.ofHeap(1L << 30).openLarge("sender");
    reader(BodyLimits.DEFAULT).read(body);
    long before = used();
    Reading reading = reader(BodyLimits.DEFAULT).read(body, held);
    PreparedAppend append =
        PreparedAppend.of(new Append(reading.reports(), reading.rejected(), null, null));
    long after = used();
    assertThat(append.records()).hasSize(10_000);
    assertThat(held.held()).isBetween(after - before, 3 * (after - before));
    assertThat(append.bytes()).isBetween((after - before) / 2, 2 * (after - before));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'MsgType':2,'Data':[]}|not in single ones",
        "{\"MsgType\":2,\"Data\":[{'Phone':'1'}]}|not in single ones",
        "{MsgType:2,Data:[]}|must stand in double quotes",
        "{\"MsgType\":2,\"Data\":[{\"Phone\":abc}]}|must stand in double quotes",
        "{\"MsgType\":2,\"Data\":[{\"Phone\":True}]}|must stand in double quotes"
      })
  void saysThatTheQuotesAreWrong(String body, String hint) {
    assertThatThrownBy(() -> reader.read(utf8(body)))
        .isInstanceOf(MalformedPush.class)
        .hasMessageStartingWith("not JSON: line 1, column ")
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"MsgType\":2,\"Data\":[",
        "{\"it's\":\"a 'b' c\",,}",
        "{/* it's a */\"a\":1e5",
        "it's",
        "a=b&c='d'"
      })
  void saysNothingOfQuotesWhereTheyAreRight(String body) {
    assertThatThrownBy(() -> reader.read(utf8(body)))
        .isInstanceOf(MalformedPush.class)
        .hasMessageNotContaining("quotes");
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String good(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> GOOD.formatted(i, i))
        .collect(Collectors.joining(","));
  }

  private static byte[] push(String elements) {
    return utf8("{\"MsgType\":2,\"Data\":[" + elements + "]}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
