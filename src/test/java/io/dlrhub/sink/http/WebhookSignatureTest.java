package io.dlrhub.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  @Test
  void signsTheExampleOfTheSpecification() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    String signature =
        new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void takesATextAsItIs() {
    String text = "correct horse battery staple, 正确";
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    byte[] body = {1, 2, 3};

    assertThat(new WebhookSignature(text).sign("a", 5, body))
        .isEqualTo(new WebhookSignature("whsec_" + base64).sign("a", 5, body));
  }

  @Test
  void signsForManyThreadsAtOnce() {
    String secret = "correct horse battery staple";
    List<byte[]> bodies = IntStream.range(0, 2000).mapToObj(byte[]::new).toList();
    WebhookSignature shared = new WebhookSignature(secret);

    List<String> atOnce = bodies.parallelStream().map(body -> shared.sign("a", 5, body)).toList();

    assertThat(atOnce)
        .isEqualTo(
            bodies.stream().map(body -> new WebhookSignature(secret).sign("a", 5, body)).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        " v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|v1,whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
      })
  void signsWithEveryFormThatToolsHandOut(String secret) throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    String signature = new WebhookSignature(secret).sign("msg_1", now, body);

    Webhook receiver = new Webhook("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    receiver.verify("{}", headers(now, signature));
    if (secret.contains("C2FV")) {
      new Webhook("C2FVsBQIhrscChlQIMV+b5sSYspob7oD").verify("{}", headers(now, signature));
    }
  }

  private static HttpHeaders headers(long at, String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of(String.valueOf(at)),
            "webhook-signature", List.of(signature)),
        (name, value) -> true);
  }

  @Test
  void readsTheUrlSafeAlphabetAndNeedsNoPadding() {
    byte[] key = new byte[25];
    Arrays.fill(key, (byte) 0xFB);
    String padded = Base64.getEncoder().encodeToString(key);
    String bare = Base64.getUrlEncoder().withoutPadding().encodeToString(key);

    assertThat(new WebhookSignature("whsec_" + bare).sign("a", 5, key))
        .isEqualTo(new WebhookSignature("whsec_" + padded).sign("a", 5, key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1,whsec_",
        "v1,whsec_short",
        "v1a,whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "v1, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|something",
        " "
      })
  void refusesWhatLooksLikeASecretAndIsNone(String secret) {
    assertThat(WebhookSecret.isValid(secret)).isFalse();
    assertThatThrownBy(() -> new WebhookSignature(secret)).hasMessageContaining("v1,whsec_");
  }

  @Test
  void doubtsAPlainTextOfFewLetters() {
    assertThat(WebhookSecret.isWeak("geheim")).isTrue();
    assertThat(WebhookSecret.isWeak("correct horse battery staple")).isFalse();
    assertThat(WebhookSecret.isWeak("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
  }

  @Test
  void refusesABadSecretWithoutShowingIt() {
    assertThatThrownBy(() -> new WebhookSignature("whsec_not/base64!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not base64")
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining("not/base64!");
  }

  @Test
  void refusesASecretOfAWrongLength() {
    for (int length : new int[] {0, 23, 65}) {
      String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[length]);
      assertThatThrownBy(() -> new WebhookSignature(secret))
          .hasMessageContaining("holds " + length + " bytes");
      assertThat(WebhookSecret.isValid(secret)).isFalse();
    }
    assertThat(WebhookSecret.isValid("whsec_" + Base64.getEncoder().encodeToString(new byte[24])))
        .isTrue();
  }
}
