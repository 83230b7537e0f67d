package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is posted: an answer of docs/intake.md, and nothing that was accepted is missing. */
class IntakePropertyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicLong UNIQUE = new AtomicLong();

  private static final AtomicInteger POSTS = new AtomicInteger();

  private static HubUnderTest hub;

  @BeforeContainer
  static void start() throws IOException {
    Path folder = Files.createTempDirectory("intake-property");
    hub = HubUnderTest.in(folder).with("dlr.sink.file.enabled", "false").start();
  }

  @AfterContainer
  static void stop() {
    hub.close();
  }

  @Property(tries = 150)
  void anyBytesGetAContractAnswerAndAreKept(@ForAll byte[] body) throws IOException {
    check(body);
  }

  @Property(tries = 150)
  void anyJsonGetsAContractAnswerAndIsKept(@ForAll("values") String json) throws IOException {
    check(json.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 150)
  void everyElementOfAPushIsStoredOrKept(@ForAll("elements") List<String> elements)
      throws IOException {
    double before = accounted();
    HttpResponse<String> answer = hub.push("", UCloudPushes.of(elements));
    POSTS.incrementAndGet();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(accounted() - before).isEqualTo(elements.size());
  }

  private static void check(byte[] anything) throws IOException {
    byte[] body = unlikeAnyBefore(anything);
    double before = accounted();
    HttpResponse<String> answer = Http.post(hub.url("/ucloud/reports"), body);
    POSTS.incrementAndGet();
    JsonNode json = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).isIn(200, 400);
    assertThat(json.get("code").intValue()).isEqualTo(answer.statusCode() == 200 ? 0 : 400);
    assertThat(json.get("message").textValue()).isNotEmpty();
    if (answer.statusCode() == 400) {
      assertThat(accounted() - before).isEqualTo(1);
    }
  }

  /** With white space behind it that counts in binary: the same bytes are kept only once. */
  private static byte[] unlikeAnyBefore(byte[] body) {
    String count = Long.toBinaryString(UNIQUE.incrementAndGet());
    byte[] blanks = count.replace('0', ' ').replace('1', '\t').getBytes(StandardCharsets.UTF_8);
    byte[] unlike = Arrays.copyOf(body, body.length + blanks.length);
    System.arraycopy(blanks, 0, unlike, body.length, blanks.length);
    return unlike;
  }

  /**
   * Everything that was stored, known already or kept. The ledger answers first and counts then,
   * the time of the append at last.
   */
  private static double accounted() {
    int appends = POSTS.get();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(LIMIT)
        .until(() -> hub.metric("dlr_ledger_append_seconds_count") == appends);
    return hub.manage("/observe/metrics")
        .body()
        .lines()
        .filter(line -> line.matches("dlr_(reports|duplicates|quarantined)_total\\{.*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        nested(4),
        objects("\"MsgType\":2,", 3),
        nested(3).map(v -> "{\"MsgType\":2,\"Data\":" + v + "}"));
  }

  private static Arbitrary<String> nested(int depth) {
    if (depth == 0) {
      return scalars();
    }
    return Arbitraries.oneOf(
        scalars(),
        nested(depth - 1).list().ofMaxSize(3).map(v -> "[" + String.join(",", v) + "]"),
        objects("", depth - 1));
  }

  @Provide
  Arbitrary<List<String>> elements() {
    Arbitrary<String> good =
        Arbitraries.integers()
            .between(0, 99)
            .map(i -> UCloudPushes.receipt("property-" + i, "185000000" + i));
    Arbitrary<String> bad =
        objects("", 2).map(o -> "{\"unique\":" + UNIQUE.incrementAndGet() + "," + o.substring(1));
    return Arbitraries.oneOf(good, bad.map(o -> o.replace(",}", "}"))).list().ofMaxSize(8);
  }

  private static Arbitrary<String> objects(String first, int depth) {
    return Arbitraries.maps(names(), nested(depth))
        .ofMaxSize(3)
        .map(
            fields ->
                fields.entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ":" + e.getValue())
                    .collect(Collectors.joining(",", "{" + first, "}"))
                    .replace(",}", "}"));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "MsgType", "Data", "SessionNo", "Phone", "ReceiptResult", "ReceiptTime", "CostCount"),
        Arbitraries.strings().ofMaxLength(5));
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.of("null", "true", "2", "0", "\"2\"", "1e999", "-0.0", "1554168750", "\"\""),
        Arbitraries.longs().map(Object::toString),
        Arbitraries.doubles().map(Object::toString),
        Arbitraries.strings().ofMaxLength(40).map(IntakePropertyTest::quoted));
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
