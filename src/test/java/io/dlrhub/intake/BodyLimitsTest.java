package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bodies of a legal size may hold, through the shipped routes of one hub. */
class BodyLimitsTest {

  @TempDir static Path folder;
  private static HubUnderTest hub;
  private static long before;

  @BeforeAll
  static void start() {
    before = MemoryBudget.ofProcess().held();
    hub = HubUnderTest.in(folder).with("dlr.messages.token", "secret").start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @AfterEach
  void memoryIsGivenBackAndHonestPushesAreTaken() {
    assertThat(hub.push("", UCloudPushes.delivered("honest", "18512345678")).statusCode())
        .isEqualTo(200);
    await().atMost(LIMIT).until(() -> MemoryBudget.ofProcess().held() <= before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|500000", "{}|340000", "[[]]|200000"})
  void theWorstBodiesAreTooLargeForWhatTheyHold(String element, int count) {
    HttpResponse<String> answer = hub.push("", push(element, count));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":413,\"message\":\"Data has more than 50000 elements"
                + " (dlr.intake.max-elements)\"}");
  }

  @Test
  void sixteenOfTheWorstAtOnceAreAnsweredAndSoIsAnHonestPush() {
    String worst = push("{}", 340_000);
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 16)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> hub.push("", worst)))
            .toList();
    for (int i = 0; i < 20; i++) {
      String honest = UCloudPushes.delivered("beside-" + i, "18512345678");
      assertThat(hub.push("", honest).statusCode()).isEqualTo(200);
    }
    assertThat(answers).allSatisfy(a -> assertThat(a.join().statusCode()).isIn(413, 503));
  }

  @Test
  void tenThousandReportsAreTaken() {
    String reports =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"SessionNo\":\"many-" + i + "\",\"Phone\":\"18512345678\"}")
            .collect(Collectors.joining(","));
    assertThat(hub.push("", push(reports, 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsBeyondTheLimitAreOneEntry() {
    String series = "dlr_quarantined_total{reason=\"too-many\",source=\"ucloud-push\"}";
    double before = hub.metric(series);
    assertThat(hub.push("", push("{\"x\":7}", 40_000)).statusCode()).isEqualTo(200);
    assertThat(hub.metric(series) - before).isEqualTo(1);
  }

  @Test
  void twoLongListsOfSentMessagesAtOnceAreTaken() {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 2)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> messages(list(i, 26_000))))
            .toList();
    assertThat(answers)
        .allSatisfy(
            a -> {
              assertThat(a.join().statusCode()).as(a.join().body()).isEqualTo(202);
              assertThat(a.join().body()).startsWith("{\"tracked\":26000");
            });
  }

  @Test
  void aListOfMoreMessagesThanTheLimitIsTooLarge() {
    String empty = "[" + String.join(",", Collections.nCopies(60_000, "{}")) + "]";
    assertThat(messages(empty).statusCode()).isEqualTo(400);
    String element = "{\"provider\":\"ucloud\",\"messageId\":\"m\"}";
    String many = String.join("", Collections.nCopies(25_000, element));
    assertThat(messages(many).statusCode()).isEqualTo(202);
  }

  @Test
  void aListOfSentMessagesHasTheSameLimits() {
    String message = "{\"provider\":\"ucloud\",\"messageId\":\"m\",\"x\":%s}";
    isTooLarge(message.formatted("1".repeat(1001)), "digits", "dlr.intake.max-digits");
    isTooLarge(message.formatted("0." + "1".repeat(400_000)), "digits", "dlr.intake.max-digits");
    isTooLarge(message.formatted("\"" + "1".repeat(65_537) + "\""), "text", "dlr.intake.max-text");
    isTooLarge(message.formatted("\"" + "1".repeat(400_000) + "\""), "text", "dlr.intake.max-text");
    String keys =
        IntStream.range(0, 1001).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));
    isTooLarge(message.formatted("{" + keys + "}"), "keys", "dlr.intake.max-keys");
    String elements = String.join(",", Collections.nCopies(52_000, "{\"messageId\":0}"));
    assertThat(messages("[" + elements + "]").statusCode()).isIn(400, 413);
    assertThat(messages(message.formatted("1".repeat(1000))).statusCode()).isEqualTo(202);
  }

  private static void isTooLarge(String body, String what, String key) {
    HttpResponse<String> answer = messages(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(answer.body()).contains(what, key);
  }

  @ParameterizedTest
  @CsvSource({"gzip", "x-gzip", "deflate"})
  void anEncodedBodyIsRead(String encoding) throws Exception {
    String id = "encoded-" + encoding;
    byte[] body = encoded(encoding, UCloudPushes.delivered(id, "18512345678"));
    HttpResponse<String> answer = send(encoding, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    await().atMost(LIMIT).until(() -> hub.fileLines().stream().anyMatch(l -> l.contains(id)));
  }

  @Test
  void whatAnEncodedBodyBecomesIsBounded() throws Exception {
    HttpResponse<String> bomb = send("gzip", encoded("gzip", " ".repeat(300 << 20 >> 3)));
    assertThat(bomb.statusCode()).isEqualTo(413);
  }

  @Test
  void anUnknownEncodingIs415AndAFalseOne400() throws Exception {
    byte[] plain = UCloudPushes.delivered("plain", "18512345678").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> unknown = send("br", plain);
    assertThat(unknown.statusCode()).isEqualTo(415);
    assertThat(unknown.body()).contains("gzip, deflate and identity");
    assertThat(send("gzip", plain).statusCode()).isEqualTo(400);
    assertThat(send("deflate", plain).statusCode()).isEqualTo(400);
    byte[] whole = encoded("gzip", new String(plain, StandardCharsets.UTF_8));
    assertThat(send("gzip", Arrays.copyOf(whole, whole.length / 2)).statusCode()).isEqualTo(400);
    assertThat(send("gzip", new byte[0]).statusCode()).isEqualTo(400);
  }

  private static byte[] encoded(String encoding, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("deflate")
            ? new DeflaterOutputStream(bytes)
            : new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static HttpResponse<String> send(String encoding, byte[] body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(hub.url("/ucloud/reports")))
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void singleQuotesAreNamed() {
    HttpResponse<String> answer = hub.push("", "{'MsgType': 2, 'Data': []}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("double quotes, not in single ones");
  }

  private static HttpResponse<String> messages(String body) {
    return Http.post(hub.url("/messages?token=secret"), body);
  }

  /** As many as fit in a body of a legal size. */
  private static String list(int number, int count) {
    return IntStream.range(2000, 2000 + count)
        .mapToObj(i -> Integer.toString(i, 36))
        .map(id -> number == 0 ? id : id.toUpperCase(Locale.ROOT))
        .map(id -> "{\"provider\":\"ucloud\",\"messageId\":\"" + id + "\"}")
        .collect(Collectors.joining("\n"));
  }

  private static String push(String element, int count) {
    return "{\"MsgType\":2,\"Data\":["
        + String.join(",", Collections.nCopies(count, element))
        + "]}";
  }
}
